package restyle

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// listing is what theme ls prints as JSON.
type listing struct {
	API        int         `json:"api"` // version of what templates see
	Themes     []themeJSON `json:"themes"`
	Files      []fileJSON  `json:"files"`
	Layouts    []string    `json:"layouts"`
	Partials   []string    `json:"partials"`
	Components []string    `json:"components"`
}

// themeJSON is a theme that the site may use.
type themeJSON struct {
	Name    string `json:"name"`
	Doc     string `json:"doc"`
	Folder  string `json:"folder"`  // of the site; "" for a theme that is built in
	Extends string `json:"extends"` // or ""
	API     int    `json:"api"`     // that it is written for
	Used    bool   `json:"used"`    // by this site
}

// fileJSON is a file of the theme that the site uses.
type fileJSON struct {
	Path     string `json:"path"`     // below the theme
	From     string `json:"from"`     // folder of the site, or name of a built-in theme
	Standing string `json:"standing"` // added, edited, same, outdated, orphaned; "built-in" for what the site has not replaced
}

func (e *Env) list() *cobra.Command {
	var all, asJSON bool
	cmd := &cobra.Command{
		Use:   "ls",
		Short: "List the themes, and which files the site has replaced",
		Long: `Ls lists the built-in themes and the theme of the site: which built-in files it
replaces and how each stands to the built-in one, which files it adds, and the
layouts, partials and components that there are. --all lists every file of the
theme with where it comes from; candor theme eject copies one of them.`,
		Example: "  candor theme ls\n  candor theme ls --all\n  candor theme ls --json",
		Args:    e.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			c, err := e.load()
			if err != nil {
				return err
			}
			l := c.listing()
			if asJSON {
				return jsontext.Document(e.Stdout, l)
			}
			return e.print(l, all)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "list every file of the theme")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// listing gathers what there is to say of a theme.
func (c *chosen) listing() listing {
	out := listing{API: theme.API, Files: []fileJSON{}, Layouts: c.theme.Layouts(), Partials: []string{}, Components: slices.Sorted(maps.Keys(c.theme.Components()))}
	layers := c.theme.Layers()
	for _, name := range theme.Builtin() {
		t, _, err := theme.Load(nil, source.Text{Value: name})
		if err != nil {
			panic("restyle: the theme " + name + " of the program is broken: " + err.Error())
		}
		own := t.Layers()
		out.Themes = append(out.Themes, described(own[len(own)-1], c.dir == "" && c.base() == name))
	}
	standing := make(map[string]fileJSON)
	for name := range c.theme.Beneath() {
		standing[name] = fileJSON{Path: name, From: c.home(name), Standing: "built-in"}
	}
	for _, o := range c.theme.Owns() {
		standing[o.Path] = fileJSON{Path: o.Path, From: o.Dir, Standing: string(o.Standing)}
	}
	for _, l := range layers {
		if l.Dir != "" && l.Dir == c.dir {
			out.Themes = append(out.Themes, described(l, true))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(standing)) {
		out.Files = append(out.Files, standing[name])
		if rest, ok := strings.CutPrefix(name, "partials/"); ok {
			out.Partials = append(out.Partials, strings.TrimSuffix(rest, ".html"))
		}
	}
	return out
}

// home returns the name of the built-in theme that a file comes from.
func (c *chosen) home(name string) string {
	home := ""
	for _, l := range c.theme.Layers() {
		if l.Dir == "" && l.Files[name] != nil {
			home = l.Name
		}
	}
	return home
}

func described(l *theme.Layer, used bool) themeJSON {
	return themeJSON{Name: l.Name, Doc: l.Doc(), Folder: l.Dir, Extends: l.Extends(), API: l.Version(), Used: used}
}

// standings say to people how a file stands to the built-in one.
var standings = map[string]string{
	"added":    "added",
	"edited":   "in place of the built-in file",
	"same":     "says the same as the built-in file; delete it",
	"outdated": "in place of the built-in file, which has changed since it was copied",
	"orphaned": "copied from a built-in file that is gone",
}

// print writes a listing for people.
func (e *Env) print(l listing, all bool) error {
	var b strings.Builder
	for _, t := range l.Themes {
		fmt.Fprintf(&b, "%-10s %s", t.Name, orElse(t.Folder, "built in"))
		if t.Extends != "" {
			fmt.Fprintf(&b, ", extends %s", t.Extends)
		}
		if t.Used {
			b.WriteString(", used by this site")
		}
		if t.Doc != "" {
			b.WriteString("\n           " + t.Doc)
		}
		b.WriteByte('\n')
	}
	own := slices.DeleteFunc(slices.Clone(l.Files), func(f fileJSON) bool { return f.Standing == "built-in" })
	if len(own) > 0 {
		b.WriteString("\nfiles of the site\n")
		for _, f := range own {
			fmt.Fprintf(&b, "  %-36s %s\n", f.Path, standings[f.Standing])
		}
	}
	if all {
		b.WriteString("\nall files, with the theme or the folder that each comes from\n")
		for _, f := range l.Files {
			fmt.Fprintf(&b, "  %-44s %s\n", f.Path, f.From)
		}
	} else {
		wrapped(&b, "layouts", l.Layouts)
		wrapped(&b, "partials", l.Partials)
		wrapped(&b, "components", l.Components)
	}
	_, err := fmt.Fprint(e.Stdout, b.String())
	return err
}

// wrapped writes names under a heading, in lines of at most 100 characters.
func wrapped(b *strings.Builder, heading string, names []string) {
	fmt.Fprintf(b, "\n%s\n", heading)
	line := " "
	for _, name := range names {
		if len(line)+1+len(name) > 100 {
			b.WriteString(line + "\n")
			line = " "
		}
		line += " " + name
	}
	b.WriteString(line + "\n")
}

// orElse returns a, or b when a is empty.
func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
