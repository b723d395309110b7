package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// How large the files of an index are.
const (
	postingBytes = 8 << 10 // of a file of postings, before compression; one term may be longer
	wordsPerFile = 1000    // of a file of words
	perFile      = 16      // entries of a file of entries
	excerptRunes = 480     // of the text of an entry that is kept to be shown
)

// schema names the form of the files.
const schema = "candor-search/1"

// manifest is search/index.json: what to read for a query. A list of first
// terms says which file of a kind holds a term: the last whose first term is
// not greater.
type manifest struct {
	Schema   string   `json:"schema"`
	Folder   string   `json:"folder"` // below that of the manifest; its name changes with its content
	Entries  int      `json:"entries"`
	PerFile  int      `json:"per_file"`
	Postings []string `json:"postings"` // p0.json ...: term -> [more, gap, weight, gap, weight ...]
	Begins   []string `json:"begins"`   // b0.json ...: words, sorted
	Ends     []string `json:"ends"`     // e0.json ...: words read from their ends, sorted
}

// Files makes the index of entries: the manifest, and the files that it speaks
// of. base is the path of the portal, which addresses start with.
func Files(entries []Entry, base string) []artifact.File {
	x := &Index{}
	return files(x.count(entries), &x.words, base)
}

func files(entries []counted, known *vocabulary, base string) []artifact.File {
	terms := weigh(entries, known)
	var words, backwards []string
	for _, t := range terms {
		if !strings.HasPrefix(t.text, "=") {
			words = append(words, t.text)
			backwards = append(backwards, reversed(t.text))
		}
	}
	slices.SortFunc(backwards, compare)
	var all, p, b, e shelf
	m := manifest{Schema: schema, Entries: len(entries), PerFile: perFile}
	m.Postings = p.postings(terms)
	m.Begins = b.words("b", words)
	m.Ends = e.words("e", backwards)
	all = slices.Concat(p, b, e, entryFiles(entries, base))
	var prints bytes.Buffer
	for _, f := range all {
		prints.WriteString(string(source.DigestOf(f.data)))
	}
	m.Folder = string(source.DigestOf(prints.Bytes()))[:8]
	folder := route.FilePath(route.Search)
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	out := []artifact.File{artifact.New(folder+"index.json", encode(m))}
	for _, f := range all {
		out = append(out, artifact.New(folder+m.Folder+"/"+f.name, f.data))
	}
	return out
}

// shelf are files without a folder.
type shelf []struct {
	name string
	data []byte
}

// add puts a file on the shelf; files of a kind are numbered.
func (s *shelf) add(kind string, content any) {
	*s = append(*s, struct {
		name string
		data []byte
	}{fmt.Sprintf("%s%d.json", kind, len(*s)), encode(content)})
}

// postings makes the files of postings and returns the first term of each.
func (s *shelf) postings(terms []term) []string {
	firsts := []string{}
	now, size := map[string][]int{}, 0
	for _, t := range terms {
		line := []int{0}
		if t.more {
			line[0] = 1
		}
		at := 0
		for _, p := range t.postings {
			line = append(line, int(p.entry)-at, int(p.weight))
			at = int(p.entry)
		}
		cost := len(t.text) + 5*len(line)
		if size > 0 && size+cost > postingBytes {
			s.add("p", now)
			now, size = map[string][]int{}, 0
		}
		if size == 0 {
			firsts = append(firsts, t.text)
		}
		now[t.text] = line
		size += cost
	}
	if size > 0 {
		s.add("p", now)
	}
	return firsts
}

// words makes the files of a sorted list of words and returns the first of each.
func (s *shelf) words(kind string, words []string) []string {
	firsts := []string{}
	for part := range slices.Chunk(words, wordsPerFile) {
		firsts = append(firsts, part[0])
		s.add(kind, part)
	}
	return firsts
}

// shown is one entry as the browser shows it: kind, title, where it belongs,
// address, text.
type shown [5]string

// entryFiles makes the files of what is shown. The entries are empty afterwards.
func entryFiles(entries []counted, base string) shelf {
	var out shelf
	for part := range slices.Chunk(entries, perFile) {
		list := make([]shown, len(part))
		for i, e := range part {
			list[i] = shown{string(e.Kind), e.Title, within(e.Entry), route.Below(base, e.Route), e.Text}
		}
		clear(part) // a large portal has no room for the texts twice
		out.add("d", list)
	}
	return out
}

// excerpt cuts a text after its last whole word that fits.
func excerpt(text string) string {
	if utf8.RuneCountInString(text) <= excerptRunes {
		return text
	}
	cut := string([]rune(text)[:excerptRunes])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return cut + " …"
}

// encode writes JSON without line breaks. Maps are written sorted.
func encode(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("search: " + err.Error()) // plain values always encode
	}
	return bytes.Clone(buf.Bytes()) // without the room that it grew into
}

// within says where an entry belongs, and before that in which language it is.
func within(e Entry) string {
	if e.Language == "" || e.Within == "" {
		return e.Language + e.Within
	}
	return e.Language + " · " + e.Within
}
