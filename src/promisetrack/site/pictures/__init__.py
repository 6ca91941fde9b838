"""Pictures drawn at build: plain SVG with its title, its gist and the same data in a table.

Time and shares run along the width in per cent, heights are in pixels: the drawing is fluid, the
type is not. In right-to-left pages time runs from the right. A gap stays a gap: nothing is drawn
between two days of which nothing is known.
"""
