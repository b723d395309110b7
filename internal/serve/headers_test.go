package serve

import (
	"strings"
	"testing"
)

func TestFit(t *testing.T) {
	for _, c := range []struct{ policy, want string }{
		{"", ""},
		{"default-src 'self'", "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"},
		{"default-src 'none'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"},
		{"script-src 'none'", "script-src 'self'"},
		{"SCRIPT-SRC 'NONE'; img-src data:", "script-src 'self'; img-src data:"},
		{"script-src 'sha256-x'; script-src-elem 'none'", "script-src 'sha256-x' 'self'; script-src-elem 'self'"},
		{"connect-src https://api.example; ;", "connect-src https://api.example 'self'"},
		{"upgrade-insecure-requests; frame-ancestors 'none'", "frame-ancestors 'none'"},
		{"require-trusted-types-for 'script'; trusted-types 'none'", "require-trusted-types-for 'script'; trusted-types 'none'"},
	} {
		if got := fit(c.policy); got != c.want {
			t.Errorf("fit(%q) = %q, want %q", c.policy, got, c.want)
		}
	}
}

func TestReadHeaders(t *testing.T) {
	const data = "X-Before: any block\n/*\r\n\tX-One: 1\r\n  x-two : a: b\n  no colon\n\n  X-Frame-Options: DENY\n/other/*\n  X-Three: 3\n/portal/*\n  X-Four: 4\n  Cache-Control: max-age=9\n"
	for _, c := range []struct{ base, want string }{
		{"/", "X-One=1 X-Two=a: b X-Frame-Options=DENY"},
		{"/portal/", "X-One=1 X-Two=a: b X-Frame-Options=DENY X-Four=4"},
	} {
		var got []string
		for _, h := range readHeaders([]byte(data), c.base)[len(standing):] {
			got = append(got, h.name+"="+h.value)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("below %s the headers are %q, want %q", c.base, s, c.want)
		}
	}
	if len(standing) != 3 {
		t.Errorf("reading changed the standing headers: %v", standing)
	}
}

// FuzzReadHeaders checks that no line of the file becomes two headers.
func FuzzReadHeaders(f *testing.F) {
	f.Add([]byte("/*\n  A: b\n"))
	f.Add([]byte("/*\n  Content-Security-Policy: ;;script-src\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, h := range readHeaders(data, "/") {
			if strings.ContainsAny(h.name+h.value, "\n") {
				t.Fatalf("a header holds a line feed: %q", h)
			}
		}
	})
}
