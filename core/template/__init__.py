"""Template documents: structure, values of expressions, and previews rendered into them."""
