-- A page of 1,000 observations of one measure and year, another each time.
math.randomseed(os.time())
local measures, years = tonumber(os.getenv("MEASURES")), tonumber(os.getenv("YEARS"))
request = function()
  return wrk.format("GET", string.format("/v1/demographics?measure=madeUp%03d&period=%d&limit=1000", math.random(0, measures - 1), 2025 - math.random(0, years - 1)))
end
