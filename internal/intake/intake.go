// Package intake finds the files that are to be imported and puts the pages
// that they become into a site.
//
// It replaces nothing unless it is told to, and writes nothing outside the site.
package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/migrate"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Refused is a request that cannot be met, with an action that helps, or "".
type Refused struct{ Message, Hint string }

// Error implements error.
func (e *Refused) Error() string { return e.Message }

func refuse(hint, format string, args ...any) error {
	return &Refused{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// input is one file to import.
type input struct {
	Name string // as people named it
	Rel  string // below the folder that was named, or the name of the file
	Tree bool   // came with a folder
	Data []byte
}

// Page is one page that was rewritten.
type Page struct {
	*migrate.Page
	File string // the file that it was made from, as people named it
	Path string // where it goes, relative to the site
}

// Request says what to import, and what to do with it.
type Request struct {
	Dir   string    // the site
	Args  []string  // files and folders; - is Stdin
	Stdin io.Reader //
	Kind  migrate.Kind
	To    string // a file or a folder of the site; "" is content/

	Headings bool // make headings of lines in bold
	Write    bool // write the pages into the site
	Replace  bool // also over those that exist
	Stubs    bool // start the components that the site lacks
}

// Result is what became of a request.
type Result struct {
	Pages   []*Page
	Unread  []error  // files that are no pages, and why
	Left    int      // files of folders that were not looked at
	Started []string // files of components that were made
	written bool
}

// Import rewrites files and folders to pages of the site. A *Refused is a
// mistake of who asks.
func Import(r Request) (*Result, error) {
	inputs, left, err := gather(r.Args, r.Stdin)
	if err != nil {
		return nil, err
	}
	known, err := components(r.Dir)
	if err != nil {
		return nil, err
	}
	res := &Result{Left: left, written: r.Write}
	for _, in := range inputs {
		page, err := migrate.Convert(in.Rel, in.Data, migrate.Options{Kind: r.Kind, Components: known, Aliases: content.Aliases(), Headings: r.Headings})
		if err != nil {
			res.Unread = append(res.Unread, fmt.Errorf("%s: %w", in.Name, err))
			continue
		}
		res.Pages = append(res.Pages, &Page{Page: page, File: in.Name, Path: target(in, page.MDX, r.To, len(inputs) == 1)})
	}
	if !r.Write {
		return res, nil
	}
	root, err := os.OpenRoot(r.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if err := write(root, res.Pages, r.Replace); err != nil {
		return nil, err
	}
	if r.Stubs {
		res.Started, err = startComponents(root, missing(res.Pages))
	}
	return res, err
}

// pageEndings are what is taken from a folder.
var pageEndings = []string{".md", ".mdx", ".markdown", ".html", ".htm", ".txt"}

// gather reads files and the pages of folders in the order of their paths; - is
// stdin. left counts the files of folders that are no pages. Files are cut
// behind the first byte that is too much for a page.
func gather(args []string, stdin io.Reader) (inputs []input, left int, err error) {
	for _, arg := range args {
		if arg == "-" {
			data, err := io.ReadAll(io.LimitReader(stdin, migrate.MaxBytes+1))
			if err != nil {
				return nil, 0, fmt.Errorf("reading standard input: %w", err)
			}
			inputs = append(inputs, input{Name: "standard input", Rel: "page", Data: data})
			continue
		}
		info, err := os.Stat(arg)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, 0, refuse("", "there is no file or folder %s", arg)
		}
		if err != nil {
			return nil, 0, err
		}
		if !info.IsDir() {
			if !info.Mode().IsRegular() {
				return nil, 0, irregular(arg)
			}
			in, err := readInput(arg, filepath.Base(arg), false)
			if err != nil {
				return nil, 0, err
			}
			inputs = append(inputs, in)
			continue
		}
		err = filepath.WalkDir(arg, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && p != arg && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
				return filepath.SkipDir
			case !d.Type().IsRegular() || strings.HasPrefix(d.Name(), "."):
				return nil
			case !slices.Contains(pageEndings, strings.ToLower(filepath.Ext(p))):
				left++
				return nil
			}
			rel, err := filepath.Rel(arg, p)
			if err != nil {
				return err
			}
			in, err := readInput(p, filepath.ToSlash(rel), true)
			inputs = append(inputs, in)
			return err
		})
		if err != nil {
			return nil, 0, err
		}
	}
	if len(inputs) == 0 {
		return nil, 0, refuse("", "there is no page in %s; pages end in %s", strings.Join(args, ", "), strings.Join(pageEndings, ", "))
	}
	return inputs, left, nil
}

// irregular refuses a pipe or a device, on which reading may wait for ever.
func irregular(name string) error {
	return refuse("write - to read standard input", "%s is no regular file", name)
}

func readInput(name, rel string, tree bool) (input, error) {
	f, err := os.Open(name)
	if err != nil {
		return input{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, migrate.MaxBytes+1))
	return input{Name: filepath.ToSlash(name), Rel: rel, Tree: tree, Data: data}, err
}

// components returns what pages of the site at dir may use, or of a new one where
// there is no site.
func components(dir string) (map[string]*component.Component, error) {
	tree, err := source.OpenTree(dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	var name source.Text
	if f, err := tree.Read(config.Name, decode.Config.Bytes); err == nil {
		if cfg, _ := config.Load(f); cfg != nil {
			name = cfg.Theme
		}
	}
	t, _, err := theme.Load(tree, name)
	if err != nil {
		return nil, err
	}
	return t.Components(), nil
}

// write writes the pages that lost no word into the site. Nothing is
// written where one exists, unless replace is set.
func write(root *os.Root, pages []*Page, replace bool) error {
	taken := map[string]string{}
	for _, p := range pages {
		if !filepath.IsLocal(filepath.FromSlash(p.Path)) {
			return refuse("name a folder of the site, such as --to content/security", "%s is not in the site", p.Path)
		}
		if other := taken[p.Path]; other != "" {
			return refuse("import one of them by itself, with --to", "%s and %s would both become %s", other, p.File, p.Path)
		}
		taken[p.Path] = p.File
		if _, err := root.Lstat(filepath.FromSlash(p.Path)); err == nil && !replace {
			return refuse("add --force to replace it, or put the page elsewhere with --to", "%s exists already; nothing was written", p.Path)
		}
	}
	for _, p := range pages {
		if len(p.Lost) > 0 {
			continue
		}
		if err := root.MkdirAll(filepath.FromSlash(path.Dir(p.Path)), 0o755); err != nil {
			return fmt.Errorf("making the folder of %s: %w", p.Path, err)
		}
		if err := root.WriteFile(filepath.FromSlash(p.Path), p.Text, 0o644); err != nil {
			return fmt.Errorf("writing %s: %w", p.Path, err)
		}
	}
	return nil
}

// target is where the page of an input goes: to, if it names a file and the
// input came alone, or else below to, or below content/. The ending follows
// what the page is.
func target(in input, mdx bool, to string, alone bool) string {
	ext := ".md"
	if mdx {
		ext = ".mdx"
	}
	if e := path.Ext(to); alone && !in.Tree && (e == ".md" || e == ".mdx") {
		return strings.TrimSuffix(path.Clean(filepath.ToSlash(to)), e) + ext
	}
	if to == "" {
		to = content.Dir
	}
	name := strings.TrimSuffix(in.Rel, path.Ext(in.Rel))
	return path.Join(filepath.ToSlash(to), strings.ReplaceAll(name, " ", "-")+ext)
}
