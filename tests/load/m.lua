-- A page of 100 observations of one area and 17 measures by name, others each time.
math.randomseed(os.time())
local areas, measures = tonumber(os.getenv("AREAS")), tonumber(os.getenv("MEASURES"))
request = function()
  local first, names = math.random(0, measures - 17), {}
  for i = 0, 16 do names[i + 1] = string.format("madeUp%03d", first + i) end
  return wrk.format("GET", string.format("/v1/demographics?area=madeup-%04d&measure=%s", math.random(0, areas - 1), table.concat(names, ",")))
end
