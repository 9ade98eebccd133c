-- Queries of known tasks, one after another; IDS is a file with one id a line.
local paths = {}
for id in io.lines(os.getenv("IDS")) do
  paths[#paths + 1] = "/v1/tasks/" .. id
end
wrk.headers["Authorization"] = "Bearer sk-bench_0123456789_0123456789"
local n = 0
request = function()
  n = n % #paths + 1
  return wrk.format("GET", paths[n])
end
