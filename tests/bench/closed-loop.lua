-- wrk: posts the lines of a file in turn and prints the result as JSON.
-- Arguments after "--": the file of bodies, the API key.
local requests = {}
local turn = 0

function init(args)
  local headers = { ["Content-Type"] = "application/json", ["X-API-Key"] = args[2] }
  for body in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '{"answers":%d,"failures":%d,"requestsPerSecond":%f,"p50Ms":%f,"p99Ms":%f}\n',
    summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout,
    summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000
  ))
end
