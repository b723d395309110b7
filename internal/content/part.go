package content

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/frontmatter"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// maxText is the largest text file that a page may read, in bytes.
const maxText = 256 << 10

// library finds the files that pages include, each read once. It is safe for
// concurrent use.
type library struct {
	tree *source.Tree
	cfg  *site.Config
	opt  Options

	mu    sync.Mutex
	items map[shelf]*item
}

// shelf is where a file stands in the library: text of a JSON file is another
// thing than its data.
type shelf struct {
	path string
	kind expr.ModuleKind
}

// item is a file, or why it is not read.
type item struct {
	once   sync.Once
	part   *markup.Part
	reason string // why not; "" of a file that does not exist
	hint   string
	on     depends // of a page, as part of another
}

func newLibrary(tree *source.Tree, cfg *site.Config, opt Options) *library {
	return &library{tree: tree, cfg: cfg, opt: opt, items: map[shelf]*item{}}
}

// open is a markup.Opener.
func (l *library) open(from *source.File, module string) (*markup.Part, *markup.Missing) {
	written, _ := expr.Module(module)
	places, kind := wanted(from.Path, module)
	for _, name := range places {
		if why := refused(name); why != "" {
			return nil, &markup.Missing{Reason: why}
		}
		it := l.item(shelf{name, kind})
		switch {
		case it.part != nil:
			return it.part, nil
		case it.reason != "":
			return nil, &markup.Missing{Reason: it.reason, Hint: it.hint}
		}
	}
	if len(places) == 0 {
		return nil, &markup.Missing{Reason: "is not below the site", Hint: "write a path such as ./part.mdx, or /part.mdx below " + Dir + "/"}
	}
	return nil, &markup.Missing{Reason: "does not exist", Hint: l.near(places, written)}
}

// wanted returns the paths that a module may mean in a file, and as what they
// are read.
func wanted(from, module string) ([]string, expr.ModuleKind) {
	written, kind := expr.Module(module)
	return candidates(from, written), kind
}

// found returns the item at a place of the library, or nil if nobody asked for it.
func (l *library) found(at shelf) *item {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.items[at]
}

// candidates returns the paths that a name may mean in a file, in the order in
// which they are tried.
func candidates(from, name string) []string {
	var places []string
	rooted, isRooted := strings.CutPrefix(name, "/")
	for _, root := range []string{"@site/", "@/", "~/"} {
		if rest, ok := strings.CutPrefix(name, root); ok {
			rooted, isRooted = rest, true
		}
	}
	if isRooted {
		rooted = path.Clean(rooted)
		places = []string{path.Join(Dir, rooted), rooted}
	} else {
		places = []string{path.Join(path.Dir(from), name)}
	}
	for i := len(places) - 1; i >= 0; i-- {
		if !fs.ValidPath(places[i]) {
			places = append(places[:i], places[i+1:]...)
		}
	}
	return places
}

// refused says why a page may not include a file at a path. Controls and
// evidence have audiences of their own, which their files as such do not have.
func refused(name string) string {
	first, _, _ := strings.Cut(name, "/")
	switch first {
	case "controls", "evidence":
		return "belongs to the folder " + first + "/, which pages show through components and bindings"
	}
	for segment := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(segment, ".") {
			return "has a name that starts with a dot"
		}
	}
	return ""
}

// item returns the item at a place of the library; the first who asks reads it.
func (l *library) item(at shelf) *item {
	l.mu.Lock()
	it := l.items[at]
	if it == nil {
		it = &item{}
		l.items[at] = it
	}
	l.mu.Unlock()
	it.once.Do(func() { l.read(it, at) })
	return it
}

// limits of the files that pages include, by their kind.
func limitOf(kind expr.ModuleKind) int64 {
	switch kind {
	case expr.ModulePart:
		return maxPage
	case expr.ModuleData:
		return decode.Config.Bytes
	}
	return maxText
}

func (l *library) read(it *item, at shelf) {
	f, err := l.tree.Read(at.path, limitOf(at.kind))
	var problem *source.Problem
	switch {
	case errors.As(err, &problem):
		it.reason, it.hint = problem.Reason, problem.Hint
		return
	case errors.Is(err, fs.ErrNotExist):
		return
	case err != nil:
		it.reason = "cannot be read: " + err.Error()
		return
	}
	part := &markup.Part{File: f, Audience: l.cfg.AudienceOf(f.Path)}
	switch at.kind {
	case expr.ModulePart:
		if it.reason = l.page(part, &it.on); it.reason != "" {
			return
		}
	case expr.ModuleData:
		var node *decode.Node
		if path.Ext(f.Path) == ".json" {
			node, part.Found = decode.JSON(f, decode.Config)
		} else {
			node, part.Found = decode.YAML(f, decode.Config)
		}
		part.Value = node.Plain()
	default:
		part.Found = decode.Text(f)
		part.Value = string(bytes.ReplaceAll(f.Data, []byte("\r\n"), []byte("\n")))
	}
	it.part = part
}

// page reads the front matter of a part, as that of a page. It returns why the
// part is not in the site now, or "".
func (l *library) page(part *markup.Part, on *depends) string {
	node, body, list := decode.FrontMatter(part.File, decode.Front)
	part.Body, part.Found = body, append(list, frontmatter.Mistaken(part.File)...)
	r := &reader{cfg: l.cfg, opt: l.opt, result: &result{}, on: on}
	p := &site.Page{File: part.File}
	r.readFront(p, node)
	part.Front, part.Audience = p.Front, p.Audience
	for _, d := range r.list {
		if d.Severity == diag.Error {
			part.Found.Add(d)
		}
	}
	return r.absence(p)
}

// near says which file beside the missing one may be meant, as the page would
// write it.
func (l *library) near(places []string, written string) string {
	for _, place := range places {
		entries, _, err := l.tree.Walk(path.Dir(place))
		if err != nil {
			continue
		}
		var names []string
		for _, e := range entries {
			if path.Dir(e.Path) == path.Dir(place) && path.Ext(e.Path) != "" {
				names = append(names, path.Base(e.Path))
			}
		}
		if meant := diag.Suggest(path.Base(place), names); meant != "" {
			return `did you mean "` + strings.TrimSuffix(written, path.Base(place)) + meant + `"?`
		}
	}
	return ""
}
