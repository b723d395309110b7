package serve

import (
	"net/http"
	"slices"
	"strings"
)

// headersPath is the file in which a build states the headers of its host.
const headersPath = "_headers"

// header is one header of all responses.
type header struct{ name, value string }

// standing are the headers of a server without a _headers file.
var standing = []header{
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
}

// unsuited are headers of a public host that harm on loopback: the first makes
// browsers ask for https://localhost for two years, the others are ours to set.
var unsuited = []string{"Strict-Transport-Security", "Cache-Control", "Content-Type", "Content-Length"}

// readHeaders returns the headers that a _headers file states for every path
// of the site (the blocks "/*" and base + "*"), fitted to the development
// server: the policy also lets pages load its script, its style and its
// events.
func readHeaders(data []byte, base string) []header {
	out := slices.Clone(standing)
	applies := false
	for line := range strings.Lines(string(data)) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(text, "#"):
		case line[0] != ' ' && line[0] != '\t':
			applies = text == "/*" || text == base+"*"
		case applies:
			name, value, ok := strings.Cut(text, ":")
			if !ok {
				continue
			}
			out = set(out, header{http.CanonicalHeaderKey(strings.TrimSpace(name)), strings.TrimSpace(value)})
		}
	}
	return out
}

// set replaces the header of that name, or adds it.
func set(headers []header, h header) []header {
	if slices.Contains(unsuited, h.name) {
		return headers
	}
	if h.name == "Content-Security-Policy" {
		h.value = fit(h.value)
	}
	for i := range headers {
		if headers[i].name == h.name {
			headers[i] = h
			return headers
		}
	}
	return append(headers, h)
}

// fit adds 'self' to what a policy says of scripts, styles and connections,
// and drops the order to use https.
func fit(policy string) string {
	var out []string
	fallback := ""
	wanted := map[string]bool{"script-src": true, "style-src": true, "connect-src": true}
	for part := range strings.SplitSeq(policy, ";") {
		part = strings.TrimSpace(part)
		name, sources, _ := strings.Cut(part, " ")
		switch name = strings.ToLower(name); {
		case part == "" || name == "upgrade-insecure-requests":
			continue
		case name == "default-src":
			fallback = sources
		case wanted[name] || name == "script-src-elem" || name == "style-src-elem":
			part = name + " " + withSelf(sources)
			delete(wanted, name)
		}
		out = append(out, part)
	}
	for _, name := range []string{"script-src", "style-src", "connect-src"} {
		if wanted[name] && fallback != "" {
			out = append(out, name+" "+withSelf(fallback))
		}
	}
	return strings.Join(out, "; ")
}

// withSelf adds 'self' to a list of sources, where 'none' must not stand.
func withSelf(sources string) string {
	list := slices.DeleteFunc(strings.Fields(sources), func(s string) bool { return strings.EqualFold(s, "'none'") })
	if !slices.Contains(list, "'self'") {
		list = append(list, "'self'")
	}
	return strings.Join(list, " ")
}
