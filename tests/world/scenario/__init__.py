"""The situations of the fixtures, each a function named like the sentence that its folder is."""
