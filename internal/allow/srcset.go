package allow

import "strings"

// Picture is one candidate of a srcset attribute.
type Picture struct {
	URL        string
	Descriptor string // such as 2x or 640w, or ""
}

// SourceSet splits a srcset attribute (HTML, section 4.8.4.2.1): addresses with
// an optional width or density, separated by commas. A comma within an address
// that is followed by no blank belongs to it.
func SourceSet(srcset string) []Picture {
	const blank = " \t\r\n\f"
	var out []Picture
	for rest := srcset; ; {
		if rest = strings.TrimLeft(rest, ","+blank); rest == "" {
			return out
		}
		address := rest
		if end := strings.IndexAny(rest, blank); end >= 0 {
			address = rest[:end]
		}
		rest = rest[len(address):]
		if trimmed := strings.TrimRight(address, ","); trimmed != address {
			out = append(out, Picture{URL: trimmed})
			continue
		}
		descriptor, after, _ := strings.Cut(rest, ",")
		out = append(out, Picture{address, strings.Trim(descriptor, blank)})
		rest = after
	}
}

// WriteSourceSet is the inverse of SourceSet.
func WriteSourceSet(pictures []Picture) string {
	parts := make([]string, len(pictures))
	for i, p := range pictures {
		parts[i] = strings.TrimSpace(p.URL + " " + p.Descriptor)
	}
	return strings.Join(parts, ", ")
}
