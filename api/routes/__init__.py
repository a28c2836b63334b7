"""The addresses, one module a subject. Thin: parameters in, question asked, public JSON out."""
