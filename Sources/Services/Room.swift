// Room: Services.
