package content

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// papers are the files that are documents without a sheet.
var papers = []string{".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"}

// sheetFile is what stands beside a document: report.pdf.yaml says what
// report.pdf is. With gated, there is no report.pdf: the sheet says how to ask
// for it.
type sheetFile struct {
	Title       source.Text              `json:"title,omitzero"`
	Description source.Text              `json:"description,omitzero"`
	Date        schema.Scalar            `json:"date,omitzero"`
	ValidUntil  schema.Scalar            `json:"valid_until,omitzero"`
	Reviewed    schema.Scalar            `json:"reviewed,omitzero"`
	Tags        schema.Some[source.Text] `json:"tags,omitempty"`
	Audience    source.Text              `json:"audience,omitzero"`
	Gated       source.Text              `json:"gated,omitzero"`
}

// sheet is a sheet that was read.
type sheet struct {
	sheetFile
	file     *source.File
	document *site.Document // what it says, without the file
}

// isPaper reports whether a file is a document by its name.
func isPaper(name string) bool { return slices.Contains(papers, strings.ToLower(path.Ext(name))) }

// described returns the file that a sheet would describe, "" for other files.
func described(name string) string {
	for _, ext := range []string{".yaml", ".yml"} {
		if stem, ok := strings.CutSuffix(name, ext); ok {
			return stem
		}
	}
	return ""
}

// isSheet reports whether a file describes another: one that is there, or one
// that is a document by its name.
func (r *reader) isSheet(name string) bool {
	stem := described(name)
	return stem != "" && !isPage(stem) && (r.files[stem] || isPaper(stem))
}

// readSheet reads what is said of a document.
func (r *reader) readSheet(f *source.File) {
	s := &sheet{file: f}
	node, list := decode.YAML(f, decode.Config)
	r.list.Add(list...)
	if node == nil {
		return
	}
	list = decode.Into(node, &s.sheetFile)
	r.list.Add(list...)
	name := described(f.Path)
	s.document = &site.Document{
		Source: f.Path, Title: strings.TrimSpace(s.Title.Value), Description: s.Description.Value,
		Date: r.date(s.Date, "date"), ValidUntil: r.date(s.ValidUntil, "valid_until"), Reviewed: r.date(s.Reviewed, "reviewed"),
		Audience: r.audience(f.Path, s.Audience),
	}
	for _, tag := range s.Tags {
		s.document.Tags = append(s.document.Tags, tag.Value)
	}
	r.sheet = s
	r.request(s, name)
	if until := s.document.ValidUntil; !until.IsZero() && !r.opt.AsOf.IsZero() && !endOfDay(until).After(r.opt.AsOf) {
		r.list.Add(diag.Warningf(diag.DocumentExpired, s.ValidUntil.Span, "the document was valid until %s, and it is %s", sayDay(until), r.today()).
			Hinted("replace it, or take it out of the site"))
	}
	r.judgeDocument(s)
}

// judgeDocument notes a document that nobody has looked at for longer than the
// site allows. One with a last day of validity holds until then.
func (r *reader) judgeDocument(s *sheet) {
	last, place := s.document.Date, s.Date.Span
	if s.document.Reviewed.After(last) {
		last, place = s.document.Reviewed, s.Reviewed.Span
	}
	holds := r.cfg.Freshness.Review
	if last.IsZero() || holds.IsZero() || r.opt.AsOf.IsZero() || !s.document.ValidUntil.IsZero() || holds.After(last, r.cfg.Location).After(r.opt.AsOf) {
		return
	}
	r.list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.DocumentOverdue, Span: place,
		Message: "the document is of " + sayDay(last) + ", and a review holds for " + holds.String() + " (freshness.review)", Hint: "replace it, or review it and set reviewed"})
}

// request checks how a document is asked for: only where the file itself is
// not given to the same readers.
func (r *reader) request(s *sheet, name string) {
	gated := s.Gated
	switch {
	case gated.Span.IsZero() && !r.files[name]:
		r.list.Add(diag.Errorf(diag.FileUnexpected, s.file.Whole(), "the file describes %s, which is not there", path.Base(name)).
			Hinted("put the document beside it, or say with gated how to ask for it"))
	case gated.Span.IsZero():
	case r.files[name]:
		r.list.Add(diag.Errorf(diag.ValueInvalid, gated.Span, "%s stands beside its sheet and is published, so nobody has to ask for it", path.Base(name)).
			Hinted("move the document to a folder of a closed audience, or remove gated"))
	case !isAddress(gated.Value):
		r.list.Add(diag.Errorf(diag.ValueInvalid, gated.Span, "gated is %q, expected where to ask: a route, https: or mailto:", decode.Excerpt(gated.Value)))
	default:
		s.document.Request, s.document.RequestSpan = gated.Value, gated.Span
	}
}

// isAddress reports a route, or an address that a browser or a mail program
// opens.
func isAddress(text string) bool {
	if strings.HasPrefix(text, "/") {
		return !strings.HasPrefix(text, "//")
	}
	scheme := allow.Scheme(text)
	return scheme == "https" || scheme == "mailto"
}

// documents pairs sheets with the files that they describe, and closes a file
// that its sheet closes.
func (s *Set) documents(results []result) []*site.Document {
	sheets := map[string]*sheet{}
	var out []*site.Document
	for _, res := range results {
		switch {
		case res.sheet == nil:
		case res.sheet.document.Request != "":
			out = append(out, named(res.sheet.document, described(res.sheet.file.Path)))
		default:
			sheets[described(res.sheet.file.Path)] = res.sheet
		}
	}
	for _, a := range s.Assets {
		d := &site.Document{Audience: a.Audience}
		if sheet := sheets[a.File.Path]; sheet != nil {
			d = sheet.document
			a.Audience = d.Audience
		} else if !isPaper(a.File.Path) {
			continue
		}
		d.Source, d.Asset = a.File.Path, a
		out = append(out, named(d, a.File.Path))
	}
	slices.SortFunc(out, func(a, b *site.Document) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Source, b.Source))
	})
	return out
}

// named gives a document its folder, and a title where it has none.
func named(d *site.Document, name string) *site.Document {
	dir, _ := split(name)
	d.Folder = dir
	if d.Title == "" {
		d.Title = nameTitle(name, path.Base(name))
	}
	return d
}
