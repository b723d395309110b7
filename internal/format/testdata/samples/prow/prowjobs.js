var allBuilds = {"items":[
{"apiVersion":"prow.k8s.io/v1","kind":"ProwJob","metadata":{"name":"f70e180e","creationTimestamp":"2026-11-20T01:12:09Z"},"spec":{"type":"periodic","job":"daily-build","refs":{"org":"larkspur","repo":"platform","base_ref":"main"}},"status":{"state":"success","startTime":"2026-11-20T01:12:10Z","completionTime":"2026-11-20T01:52:10Z"}},
{"apiVersion":"prow.k8s.io/v1","kind":"ProwJob","metadata":{"name":"e4f22812"},"spec":{"type":"presubmit","job":"unit"},"status":{"state":"failure","startTime":"2026-11-20T03:00:00Z","completionTime":"2026-11-20T03:04:00Z"}},
{"apiVersion":"prow.k8s.io/v1","kind":"ProwJob","metadata":{"name":"a1f22812"},"spec":{"type":"presubmit","job":"unit"},"status":{"state":"pending","startTime":"2026-11-20T03:10:00Z"}}]};
