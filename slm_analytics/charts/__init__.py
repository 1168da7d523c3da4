"""What is drawn: neutral specifications, made from tables, and their drawing in Plotly."""
