"""The tests of Kayron; folders mirror the tree."""
