"""The pages and the HTTP application that carries them."""
