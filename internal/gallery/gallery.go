// Package gallery shows the pictures of a portal as browsers load them best: it
// gives each img of a finished page its size, tells which may wait, and offers
// it in smaller sizes and a smaller format.
//
// It changes nothing of a page but its img and source elements. A picture that
// cannot be made smaller is shown as it is.
package gallery

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/picture"
	"github.com/candor-site/candor/internal/source"
)

// Dir is where the pictures that are made stand in the output; their names hold
// their digest.
const Dir = "assets/pictures/"

// Widths are those in which a picture is offered, in pixels, beside its own.
var Widths = []int{480, 960, 1440}

// heavy is from how many pixels on pictures are made smaller one after the
// other, so that many of them do not ask for their memory at once.
const heavy = 4_000_000

// Gallery is the pictures of one portal. It is safe for concurrent use.
type Gallery struct {
	base     string // path of the portal, with a slash at both ends
	pictures map[string]*work
	table    *memo.Table
	one      sync.Mutex // held while a heavy picture is decoded

	mu     sync.Mutex
	handed map[string]bool // paths of the files that Page returned
}

// work is one picture.
type work struct {
	asset *disclose.Asset
	*picture.Picture
	once  sync.Once
	files []version // from narrow to wide
	fault string
}

// version is one file that was made of a picture; its bytes are not kept once
// they were handed on.
type version struct {
	Width int
	path  string
}

// New looks at the published files of a view. Nothing is decoded before a page
// shows it. The table remembers what was made in earlier runs; it may be nil.
func New(v *disclose.View, table *memo.Table) *Gallery {
	g := &Gallery{base: cmp.Or(v.Site.BasePath, "/"), pictures: map[string]*work{}, table: table, handed: map[string]bool{}}
	for _, a := range v.Assets {
		if picture.Sniff(a.Data) == "" || picture.FormatOf(a.Source) == "" {
			continue
		}
		if p, err := picture.Read(a.Data); err == nil { // others were reported when the folder was read
			g.pictures[a.Route] = &work{asset: a, Picture: p}
		}
	}
	return g
}

// find returns the picture that an address on a page means, or nil.
func (g *Gallery) find(address string) *work {
	address, _, _ = strings.Cut(address, "#")
	rest, ok := strings.CutPrefix(unescaped(address), g.base)
	if !ok {
		return nil
	}
	return g.pictures["/"+rest]
}

// versions makes the versions of a picture, once, and returns their files to
// whoever asked first.
func (g *Gallery) versions(w *work) (list []version, files []artifact.File) {
	w.once.Do(func() {
		made := g.recall(w)
		w.fault = made.Fault
		stem := strings.TrimSuffix(path.Base(w.asset.Route), path.Ext(w.asset.Route))
		for _, v := range made.Versions {
			name := Dir + stem + "-" + strconv.Itoa(v.Width) + "-" + string(source.DigestOf(v.Data))[:8] + extensions[v.Format]
			w.files = append(w.files, version{v.Width, name})
			if g.first(name) {
				files = append(files, artifact.New(name, v.Data, w.asset.Source))
			}
		}
	})
	return w.files, files
}

// first reports whether a path was never handed on: copies of one picture give
// the same files.
func (g *Gallery) first(path string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.handed[path] {
		return false
	}
	g.handed[path] = true
	return true
}

var extensions = map[picture.Format]string{picture.JPEG: ".jpg", picture.WebP: ".webp"}

// made is what the table holds of a picture.
type made struct {
	Versions []picture.Version
	Fault    string // why its pixels cannot be read, or ""
}

// recall returns what was made of a picture in an earlier run, or makes it.
func (g *Gallery) recall(w *work) (out made) {
	key := []string{"picture", "1", string(source.DigestOf(w.Data))}
	if g.table != nil {
		if data := g.pieces(key); data != nil && memo.Unmarshal(data, &out) == nil {
			return out
		}
		out = made{}
	}
	if w.Width*w.Height >= heavy {
		g.one.Lock()
		defer g.one.Unlock()
	}
	versions, err := w.Versions(Widths)
	if out.Versions = versions; err != nil {
		out.Fault = err.Error()
	}
	if g.table != nil {
		if data, err := memo.Marshal(out); err == nil {
			g.keep(key, data)
		}
	}
	return out
}

// A value of the table has a length at most, so that one of a picture may be
// spread over several: the first byte of each says whether another follows.
func (g *Gallery) pieces(key []string) []byte {
	var out []byte
	for i := 0; ; i++ {
		data := g.table.Get(memo.KeyOf(append(slices.Clip(key), strconv.Itoa(i))...))
		if len(data) == 0 {
			return nil
		}
		out = append(out, data[1:]...)
		if data[0] == 0 {
			return out
		}
	}
}

func (g *Gallery) keep(key []string, data []byte) {
	for i, more := 0, byte(1); more == 1; i++ {
		n := min(len(data), memo.MaxValue-1)
		if n == len(data) {
			more = 0
		}
		g.table.Put(memo.KeyOf(append(slices.Clip(key), strconv.Itoa(i))...), append([]byte{more}, data[:n]...))
		data = data[n:]
	}
}

// shown returns the pictures whose versions were asked for, by route.
func (g *Gallery) shown() []*work {
	var out []*work
	for _, w := range g.pictures {
		if w.files != nil || w.fault != "" {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b *work) int { return cmp.Compare(a.asset.Route, b.asset.Route) })
	return out
}

// Problems reports the pictures of these pages whose pixels cannot be read.
func (g *Gallery) Problems() diag.List {
	var list diag.List
	for _, w := range g.shown() {
		if w.fault != "" {
			list.Add(diag.Warningf(diag.PictureBroken, source.NewFile(w.asset.Source, nil).Whole(), "the pixels of the picture cannot be read: %s", w.fault).
				Hinted("export it again; until then browsers show a part of it, or nothing"))
		}
	}
	return list
}
