package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/candor-site/candor/internal/claims"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/controls"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// ClaimsRequest says which inventory to import, and what to do with it.
type ClaimsRequest struct {
	Dir     string    // the site
	File    string    // - is Stdin
	Stdin   io.Reader //
	To      string    // a folder below controls/; "" is controls/
	Write   bool      // write the files into the site
	Replace bool      // also over those that exist
}

// Claims is what became of an inventory.
type Claims struct {
	Name    string // of the inventory, as people named it
	Files   []claims.File
	Total   int       // claims
	Lacking Lacking   // what candor.yaml does not declare
	Found   diag.List // mistakes and doubts, at their places in the inventory
	Written bool
}

// ImportClaims makes catalog files of an inventory of claims. Nothing is written
// where it has a mistake. A *Refused is a mistake of who asks.
func ImportClaims(r ClaimsRequest) (*Claims, error) {
	name, data, err := readInventory(r)
	if err != nil {
		return nil, err
	}
	if len(data) > claims.MaxBytes {
		return nil, refuse("split it", "%s is larger than %d MiB", name, claims.MaxBytes>>20)
	}
	out := &Claims{Name: name}
	in, list := claims.Convert(source.NewFile(name, data))
	out.Found = list
	if in == nil {
		return out, nil
	}
	out.Files, out.Total = in.Files, in.Claims
	for i := range out.Files {
		if r.To != "" {
			out.Files[i].Path = path.Join(filepath.ToSlash(r.To), path.Base(out.Files[i].Path))
		}
	}
	cfg, catalog, err := around(r.Dir)
	if err != nil {
		return nil, err
	}
	out.Lacking = lacking(in, cfg, catalog)
	out.Found.Add(strangers(in, catalog)...)
	if !r.Write || out.Found.HasErrors() {
		return out, nil
	}
	root, err := os.OpenRoot(r.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if err := out.write(root, r.Replace); err != nil {
		return nil, err
	}
	out.Written = true
	return out, nil
}

// readInventory reads the inventory, cut behind the first byte that is too much.
func readInventory(r ClaimsRequest) (name string, data []byte, err error) {
	from, name := r.Stdin, "standard input"
	if r.File != "-" {
		info, err := os.Stat(r.File)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", nil, refuse("", "there is no file %s", r.File)
		case err != nil:
			return "", nil, err
		case info.IsDir():
			return "", nil, refuse("name the file that lists the claims", "%s is a folder", r.File)
		case !info.Mode().IsRegular():
			return "", nil, irregular(r.File)
		}
		f, err := os.Open(r.File)
		if err != nil {
			return "", nil, err
		}
		defer f.Close()
		from, name = f, filepath.ToSlash(r.File)
	}
	data, err = io.ReadAll(io.LimitReader(from, claims.MaxBytes+1))
	if err != nil {
		return "", nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return name, data, nil
}

// around reads what the site at dir declares, and its catalog; without a site,
// the defaults and nothing.
func around(dir string) (*site.Config, *trust.Catalog, error) {
	tree, err := source.OpenTree(dir)
	if err != nil {
		return nil, nil, err
	}
	defer tree.Close()
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	if err != nil {
		f = source.NewFile(config.Name, []byte("site: {title: T, base_url: \"https://site.example/\"}\n"))
	}
	cfg, _ := config.Load(f)
	if cfg == nil {
		return nil, nil, refuse("candor check says what", "%s has a mistake", config.Name)
	}
	catalog, _, err := controls.Load(tree, cfg)
	return cfg, catalog, err
}

// Report writes what became of the inventory: a line for each file.
func (c *Claims) Report(w io.Writer) error {
	verb := "made"
	if !c.Written {
		verb = "would make"
	}
	for _, f := range c.Files {
		if _, err := fmt.Fprintf(w, "%s %s from %s: %s of %s\n", verb, f.Path, c.Name, draft.Plural(f.Claims, "claim", "claims"), cmp.Or(f.Seed, "no document")); err != nil {
			return err
		}
	}
	return nil
}

// Plain returns the report as a plain tree, to be encoded as JSON.
func (c *Claims) Plain() any {
	files, found := []any{}, []any{}
	for _, f := range c.Files {
		files = append(files, map[string]any{"path": f.Path, "document": f.Seed, "claims": f.Claims, "written": c.Written})
	}
	for _, d := range c.Found {
		at := d.Span.Position()
		found = append(found, map[string]any{"severity": d.Severity.String(), "code": d.Code, "message": d.Message, "line": at.Line, "column": at.Column})
	}
	return map[string]any{"source": c.Name, "claims": c.Total, "files": files, "lacking": c.Lacking, "found": found}
}

// strangers are doubts about claims that the inventory relates to, and that
// neither it nor the site has.
func strangers(in *claims.Inventory, catalog *trust.Catalog) diag.List {
	var list diag.List
	for _, r := range in.Relates {
		if !in.Has(r.Value) && catalog.Control(r.Value) == nil {
			list.Add(diag.Warningf(diag.ControlUnknown, r.Span, "a claim relates to %q, which neither the inventory nor the site has", r.Value).
				Hinted("import that claim too, or remove the relation"))
		}
	}
	return list
}

// write writes the files into the site. Nothing is written where one exists,
// unless replace is set.
func (c *Claims) write(root *os.Root, replace bool) error {
	for _, f := range c.Files {
		if !strings.HasPrefix(f.Path, controls.Dir+"/") || !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return refuse("name a folder of the catalog, such as --to controls/imported", "%s is not below %s/", f.Path, controls.Dir)
		}
		if _, err := root.Lstat(filepath.FromSlash(f.Path)); err == nil && !replace {
			return refuse("add --force to replace it, or put the files elsewhere with --to", "%s exists already; nothing was written", f.Path)
		}
	}
	for _, f := range c.Files {
		if err := root.MkdirAll(filepath.FromSlash(path.Dir(f.Path)), 0o755); err != nil {
			return fmt.Errorf("making the folder of %s: %w", f.Path, err)
		}
		if err := root.WriteFile(filepath.FromSlash(f.Path), f.Text, 0o644); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
	}
	return nil
}
