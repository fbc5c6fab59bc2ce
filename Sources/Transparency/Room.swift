// Room: Transparency.
