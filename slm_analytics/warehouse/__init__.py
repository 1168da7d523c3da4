"""The store of generations: the only package that imports duckdb."""
