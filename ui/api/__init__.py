"""The HTTP API: the functions of the other faces for programs, with an OpenAPI file that says all of it."""
