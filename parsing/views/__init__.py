"""The pages: the third door to the product. A view validates, calls a function, and renders what it returns."""
