-- One create request, again and again.
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer sk-bench_0123456789_0123456789"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"sora-2","prompt":"瀑布倾泻而下形成彩虹","duration":4,"aspect_ratio":"16:9"}'
