package migrate

import (
	"bytes"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/frontmatter"
	"github.com/candor-site/candor/internal/source"
)

// frontMatter brings TOML and JSON to YAML, and the keys of other generators
// to ours.
func (d *page) frontMatter() {
	switch {
	case bytes.HasPrefix(d.Buf, []byte("+++\n")):
		d.tomlFront()
	case bytes.HasPrefix(d.Buf, []byte("{\n")):
		d.jsonFront()
	}
	d.Flush()
	front := d.Front()
	for _, m := range draft.FrontKey.FindAllSubmatchIndex(front, -1) {
		key := string(front[m[2]:m[3]])
		if to := d.opt.Aliases[key]; to != "" && to != key && !d.HasFront(to) {
			d.Rewrite(m[2], m[3], to, to)
		}
	}
	d.Flush()
}

// tomlFront rewrites front matter between lines of three plus signs.
func (d *page) tomlFront() {
	stop := bytes.Index(d.Buf[3:], []byte("\n+++"))
	if stop < 0 {
		return
	}
	inner := string(d.Buf[4 : 3+stop+1])
	_, end := draft.LineAt(d.Buf, 3+stop+1)
	end = min(end+1, len(d.Buf))
	fields, refused := frontmatter.ReadTOML(inner)
	d.Change(0, "TOML front matter", "YAML")
	remarks := ""
	for _, line := range refused {
		message := "this line of the front matter was not understood: " + line
		remarks += draft.Remark(message) + "\n"
		d.Note(end, message)
	}
	d.Replace(0, end, "---\n"+frontmatter.WriteYAML(fields, "")+"---\n"+remarks)
}

// jsonFront rewrites front matter that is one object of JSON.
func (d *page) jsonFront() {
	stop := bytes.Index(d.Buf, []byte("\n}\n"))
	if stop < 0 {
		return
	}
	fields := frontmatter.ReadJSON(source.NewFile(d.Name, d.Buf[:stop+2]))
	if fields == nil {
		return
	}
	d.Change(0, "JSON front matter", "YAML")
	d.Replace(0, stop+3, "---\n"+frontmatter.WriteYAML(fields, "")+"---\n")
}
