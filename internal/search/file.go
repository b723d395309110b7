package search

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/slate"
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
// of. base is the path of the portal, which addresses start with. There is no error:
// nothing is put away.
func Files(entries []Entry, base string) ([]artifact.File, error) {
	var out []artifact.File
	err := New(&disclose.View{}, nil, base).publish(nil, entries, 1, func(f artifact.File) error {
		out = append(out, f)
		return nil
	})
	return out, err
}

// write hands on the files of entries in batches, with some terms that are made already.
func (x *Index) write(list []batch, more []term, workers int, sink artifact.Sink) error {
	terms, err := x.weigh(list, more, workers)
	if err != nil {
		return err
	}
	var words, backwards []string
	for _, t := range terms {
		if !strings.HasPrefix(t.text, "=") {
			words = append(words, t.text)
			backwards = append(backwards, reversed(t.text))
		}
	}
	slices.SortFunc(backwards, compare)
	var s shelf
	m := manifest{Schema: schema, PerFile: perFile}
	m.Postings = s.postings(terms)
	m.Begins = s.words("b", words)
	m.Ends = s.words("e", backwards)
	m.Entries = s.entries(x, list)
	if err := s.write(workers, x.attic); err != nil {
		return err
	}
	var prints bytes.Buffer
	for _, f := range s {
		prints.WriteString(string(f.digest))
	}
	m.Folder = string(source.DigestOf(prints.Bytes()))[:8]
	folder := route.FilePath(route.Search)
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	if err := sink(artifact.New(folder+"index.json", encode(m))); err != nil {
		return err
	}
	return s.handOn(workers, x.attic, folder+m.Folder+"/", sink)
}

// shelf are files without a folder.
type shelf []file

// file is one of them: how it is written, and what came of that.
type file struct {
	name   string
	write  func(room []byte) ([]byte, error) // appends to room
	data   []byte                            // nil: it is in the attic
	at     attic.Place                       // there
	digest source.Digest
}

// add puts a file on the shelf, the nth of its kind.
func (s *shelf) add(kind string, n int, write func(room []byte) ([]byte, error)) {
	*s = append(*s, file{name: kind + strconv.Itoa(n) + ".json", write: write})
}

// write writes all files, several at a time, into an attic if that takes them. The
// error is that of the disk.
func (s shelf) write(workers int, away *attic.Attic) error {
	return crew.Each(context.Background(), workers, len(s), func(i int) error {
		room := slate.Room()
		defer slate.Leave(room)
		text, err := s[i].write(*room)
		if err != nil {
			return err
		}
		*room = append(text, '\n')
		var put bool
		if s[i].at, put = away.Put(*room); !put {
			s[i].data = bytes.Clone(*room) // without the room that it grew into
		}
		s[i].digest = source.DigestOf(*room)
		s[i].write = nil
		return nil
	})
}

// handOn hands on all files as files of a folder, several at a time. The error is that
// of the disk, or of the sink.
func (s shelf) handOn(workers int, away *attic.Attic, folder string, sink artifact.Sink) error {
	return crew.Each(context.Background(), workers, len(s), func(i int) error {
		data := s[i].data
		if data == nil {
			var err error
			if data, err = away.Get(s[i].at, nil); err != nil {
				return err
			}
		}
		f := artifact.New(folder+s[i].name, data)
		f.SHA256 = s[i].digest
		return sink(f)
	})
}

// postings makes the files of postings and returns the first term of each.
func (s *shelf) postings(terms []term) []string {
	firsts := []string{}
	add := func(part []term) {
		part = slices.Clone(part)
		firsts = append(firsts, part[0].text)
		s.add("p", len(firsts)-1, func(room []byte) ([]byte, error) { return writePostings(room, part), nil })
	}
	from, size := 0, 0
	for i, t := range terms {
		cost := len(t.text) + 5*(1+2*len(t.postings))
		if size > 0 && size+cost > postingBytes {
			add(terms[from:i])
			from, size = i, 0
		}
		size += cost
	}
	if size > 0 {
		add(terms[from:])
	}
	return firsts
}

// writePostings appends an object: a list of numbers for each term, sorted by
// their bytes. It sorts the terms.
func writePostings(room []byte, terms []term) []byte {
	slices.SortFunc(terms, func(a, b term) int { return strings.Compare(a.text, b.text) })
	room = append(room, '{')
	for i, t := range terms {
		if i > 0 {
			room = append(room, ',')
		}
		room = append(appendText(room, t.text), ":[0"...)
		if t.more {
			room[len(room)-1] = '1'
		}
		at := 0
		for _, p := range t.postings {
			room = strconv.AppendInt(append(room, ','), int64(int(p.entry)-at), 10)
			room = strconv.AppendUint(append(room, ','), uint64(p.weight), 10)
			at = int(p.entry)
		}
		room = append(room, ']')
	}
	return append(room, '}')
}

// words makes the files of a sorted list of words and returns the first of each.
func (s *shelf) words(kind string, words []string) []string {
	firsts := []string{}
	for part := range slices.Chunk(words, wordsPerFile) {
		s.add(kind, len(firsts), func(room []byte) ([]byte, error) { return appendTexts(room, part...), nil })
		firsts = append(firsts, part[0])
	}
	return firsts
}

// entries makes the files of what is shown of each entry. It returns how many entries
// there are.
func (s *shelf) entries(x *Index, list []batch) int {
	ends := make([]int, len(list)) // of each batch, the number of the entry behind its last
	total := 0
	for i, b := range list {
		total += b.entries
		ends[i] = total
	}
	for n, from := 0, 0; from < total; n, from = n+1, from+perFile {
		s.add("d", n, func(out []byte) ([]byte, error) {
			room := slate.Room()
			defer slate.Leave(room)
			out = append(out, '[')
			to := min(from+perFile, total)
			at, _ := slices.BinarySearch(ends, from+1)
			for i := ends[at] - list[at].entries; i < to; at++ {
				data, err := x.load(list[at], toShow, room)
				if err != nil {
					return nil, err
				}
				for ; i < min(ends[at], to); i++ {
					size, n := binary.Uvarint(data)
					if i > from {
						out = append(out, ',')
					}
					if i >= from {
						out = append(out, data[n:n+int(size)]...)
					}
					data = data[n+int(size):]
				}
			}
			return append(out, ']'), nil
		})
	}
	return total
}

// encode writes JSON without line breaks. Maps are written sorted.
func encode(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("search: " + err.Error()) // plain values always encode
	}
	return buf.Bytes()
}

// within says where an entry belongs, and before that in which language it is.
func within(e Entry) string {
	if e.Language == "" || e.Within == "" {
		return e.Language + e.Within
	}
	return e.Language + " · " + e.Within
}
