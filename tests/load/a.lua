-- A page of 100 observations of one area, another one each time.
math.randomseed(os.time())
request = function()
  return wrk.format("GET", string.format("/v1/demographics?area=madeup-%04d", math.random(0, tonumber(os.getenv("AREAS")) - 1)))
end
