"""The screen: the only package, with `pages/`, that imports streamlit."""
