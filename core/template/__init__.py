"""Template documents: their structure, the values of their expressions, and previews rendered into them."""
