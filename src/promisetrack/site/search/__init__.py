"""Search without a server: an index made at build, small files that a script of the site reads."""
