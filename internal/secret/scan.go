package secret

import (
	"bytes"
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// found is one place in a text.
type found struct {
	rule       int
	start, end int
}

// Scan finds what looks like secrets in a file. body is the file as a plain
// tree; it is looked through where the bytes themselves are no UTF-8 text, as
// in archives and UTF-16, and may be nil. Hits come in the order of the file.
func Scan(f *source.File, body any) []Hit {
	if !utf8.Valid(f.Data) || bytes.IndexByte(f.Data, 0) >= 0 {
		return scanTree(body)
	}
	places := look(f.Data)
	if len(places) == 0 {
		return nil
	}
	masked := source.NewFile(f.Path, mask(f.Data, places))
	pointers := pointersOf(f)
	var out []Hit
	for _, p := range places {
		out = append(out, Hit{Rule: named(p.rule), Span: masked.Span(p.start, p.end), Pointer: pointers(p.start), Length: p.end - p.start})
	}
	return out
}

// Text finds what looks like secrets in a text of no file, such as an argument
// or a message.
func Text(name, text string) []Hit { return Scan(source.NewFile(name, []byte(text)), nil) }

// Mask returns a text in which everything that looks like a secret is asterisks.
func Mask(text string) string { return string(mask([]byte(text), look([]byte(text)))) }

func named(i int) Rule {
	r := rules().rules[i]
	return Rule{r.ID, r.Title}
}

// look finds places that do not overlap; of two that do, the one that starts
// first, else that of the more specific rule.
func look(text []byte) []found {
	book := rules()
	lower := bytes.ToLower(text)
	if len(lower) != len(text) { // some letters change their length
		lower = asciiLower(text)
	}
	var all []found
	for i, r := range book.rules {
		if !slices.ContainsFunc(r.Keywords, func(k string) bool { return bytes.Contains(lower, []byte(k)) }) {
			continue
		}
		for _, m := range r.expression.FindAllSubmatchIndex(text, -1) {
			start, end := m[0], m[1]
			if len(m) > 2 && m[2] >= 0 {
				start, end = m[2], m[3]
			}
			if book.secret(&r, text[start:end]) && !pageMarker(text[m[0]:start], text[max(0, m[0]-24):m[0]]) {
				all = append(all, found{i, start, end})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.start, b.start) })
	var out []found
	for _, p := range all {
		if n := len(out); n > 0 && p.start < out[n-1].end {
			continue
		}
		out = append(out, p)
	}
	return out
}

func asciiLower(text []byte) []byte {
	out := bytes.Clone(text)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

// pageMarker reports whether a name such as token belongs to a longer one that
// marks a page of a listing (NextToken, pageToken, continuation_token).
func pageMarker(match, before []byte) bool {
	name := strings.ToLower(string(before) + string(match))
	at := strings.Index(name[len(before):], "token")
	if at < 0 {
		return false
	}
	head := strings.TrimRight(name[:len(before)+at], "_-")
	for _, word := range []string{"next", "skip", "page", "continuation", "pagination", "sync", "cancel", "csrf", "change", "reset"} {
		if strings.HasSuffix(head, word) {
			return true
		}
	}
	return false
}

// secret reports whether a value that a rule matched is one.
func (b *rulebook) secret(r *compiled, value []byte) bool {
	if entropy(value) < r.Entropy {
		return false
	}
	for _, e := range b.harmless {
		if e.Match(value) {
			return false
		}
	}
	if !r.Mixed {
		return true
	}
	for _, e := range b.public {
		if e.Match(value) {
			return false
		}
	}
	return mixed(value)
}

// mixed reports whether a value holds letters and at least two digits, as
// generated ones do and names do not, and is no path of words.
func mixed(value []byte) bool {
	letters, digits, slashes := 0, 0, 0
	for _, c := range value {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		case c == '/':
			slashes++
		}
	}
	return letters >= 4 && digits >= 2 && slashes < 3
}

// entropy is the Shannon entropy of a value's bytes, in bits each.
func entropy(value []byte) float64 {
	if len(value) == 0 {
		return 0
	}
	var counts [256]int
	for _, c := range value {
		counts[c]++
	}
	sum := 0.0
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(value))
			sum -= p * math.Log2(p)
		}
	}
	return sum
}

// mask returns a copy of a text with asterisks in the places; lines stay.
func mask(text []byte, places []found) []byte {
	out := bytes.Clone(text)
	for _, p := range places {
		for i := p.start; i < p.end; i++ {
			if out[i] != '\n' {
				out[i] = '*'
			}
		}
	}
	return out
}

// pointersOf returns what names the value at an offset, where a file is one
// JSON document.
func pointersOf(f *source.File) func(offset int) string {
	first := bytes.TrimLeft(f.Data, " \t\r\n\ufeff")
	if len(first) == 0 || first[0] != '{' && first[0] != '[' {
		return func(int) string { return "" }
	}
	node, list := decode.JSON(f, decode.Limits{Bytes: 64 << 20, Nodes: 1_500_000, Depth: 256, Keys: 1_000_000})
	if node == nil || list.HasErrors() {
		return func(int) string { return "" }
	}
	return func(offset int) string { return pointer(node, offset) }
}

// pointer names the innermost value that holds an offset.
func pointer(n *decode.Node, offset int) string {
	within := func(n *decode.Node) bool { return n.Span.Start <= offset && offset < n.Span.End }
	for i, item := range n.Items {
		if within(item) {
			return "/" + strconv.Itoa(i) + pointer(item, offset)
		}
	}
	for _, f := range n.Fields {
		if within(f.Value) || f.KeySpan.Start <= offset && offset < f.KeySpan.End {
			return "/" + escaped(f.Key) + pointer(f.Value, offset)
		}
	}
	return ""
}

// escaped is a key in a JSON Pointer. A key that is a secret itself is masked.
func escaped(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(Mask(key))
}

// scanTree looks through the texts of a plain tree, each beside its key.
func scanTree(body any) []Hit {
	w := &writer{}
	w.write(body, "", "")
	var out []Hit
	for _, p := range look(w.text) {
		i, _ := slices.BinarySearch(w.starts, p.start+1)
		out = append(out, Hit{Rule: named(p.rule), Pointer: w.pointers[max(i-1, 0)], Length: p.end - p.start})
	}
	return out
}

// writer writes the leaves of a tree as lines of a text.
type writer struct {
	text     []byte
	starts   []int
	pointers []string
}

func (w *writer) write(v any, key, pointer string) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			w.write(v[k], k, pointer+"/"+escaped(k))
		}
	case []any:
		for i, item := range v {
			w.write(item, key, pointer+"/"+strconv.Itoa(i))
		}
	case string:
		w.starts, w.pointers = append(w.starts, len(w.text)), append(w.pointers, pointer)
		w.text = append(w.text, `"`+key+`": "`+v+"\"\n"...)
	}
}
