package message

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// forms are the plural forms of CLDR, as they are written in message files.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// Read reads message files, each layer by path LANG/AREA.yaml: a file of a later
// layer adds messages and replaces single ones. The catalog holds what is right,
// whatever is reported.
func Read(layers []map[string]*source.File) (*Catalog, diag.List) {
	r := &reader{
		c: &Catalog{
			bundle:   i18n.NewBundle(language.Make(Fallback)),
			messages: make(map[language.Tag]map[string]*text),
			spans:    make(map[language.Tag]map[string]source.Span),
			words:    make(map[string]*Words),
		},
		first: make(map[string]*text),
	}
	// English comes first: the others are held against it.
	for _, english := range []bool{true, false} {
		for _, layer := range layers {
			for _, name := range slices.Sorted(maps.Keys(layer)) {
				if strings.HasPrefix(name, Fallback+"/") == english {
					r.file(name, layer[name])
				}
			}
		}
	}
	return r.c, r.list
}

// reader reads the files of one catalog.
type reader struct {
	c     *Catalog
	first map[string]*text // the first English text of each key
	list  diag.List
}

// file reads one file.
func (r *reader) file(name string, f *source.File) {
	lang, rest, ok := strings.Cut(name, "/")
	area, isYAML := strings.CutSuffix(rest, ".yaml")
	if !ok || !isYAML || area == "" || strings.Contains(area, "/") {
		r.list.Add(diag.Errorf(diag.MessageInvalid, f.Whole(), "found %s, expected a message file", path.Base(f.Path)).
			Hinted("message files are named i18n/LANGUAGE/AREA.yaml, such as i18n/fr/label.yaml"))
		return
	}
	tag, err := language.Parse(lang)
	if err != nil || tag.String() != lang {
		d := diag.Errorf(diag.MessageInvalid, f.Whole(), "found the folder %q, expected a language", lang)
		if err == nil {
			r.list.Add(d.Hinted("name the folder %s", tag))
		} else {
			r.list.Add(d.Hinted("name the folder by the tag of the language (BCP 47), such as fr or pt-BR"))
		}
		return
	}
	if err := r.c.bundle.AddMessages(tag); err != nil {
		r.list.Add(diag.Errorf(diag.MessageInvalid, f.Whole(), "found the language %q, for which no rules of plural forms are known", lang).
			Hinted("use the tag of the language that it belongs to"))
		return
	}
	node, list := decode.YAML(f, decode.Config)
	r.list.Add(list...)
	if node == nil || node.Kind == decode.Null {
		return
	}
	if node.Kind != decode.Map {
		r.list.Add(diag.Errorf(diag.MessageInvalid, node.Span, "the file is %s, expected a mapping of keys to texts", node.Kind).
			Hinted("write lines of the form key: text"))
		return
	}
	if r.c.messages[tag] == nil {
		r.c.messages[tag], r.c.spans[tag] = make(map[string]*text), make(map[string]source.Span)
	}
	for _, field := range node.Fields {
		r.message(tag, area+"."+field.Key, field)
	}
}

// message reads one message.
func (r *reader) message(tag language.Tag, key string, field decode.Field) {
	t := &text{tag: tag}
	switch field.Value.Kind {
	case decode.Map:
		native := &i18n.Message{ID: key}
		t.plural, t.forms = true, make(map[string]string)
		if !r.plurals(key, t, native, field) || !r.fits(key, t, field) || r.c.bundle.AddMessages(tag, native) != nil {
			return // the last was reported with the file
		}
	case decode.List, decode.Null:
		r.list.Add(diag.Errorf(diag.MessageInvalid, field.Value.Span, "the message %s is %s, expected text", key, field.Value.Kind).
			Hinted("write a text, or one for each plural form: {one: ..., other: ...}"))
		return
	default:
		p, ok := r.phrase(key, field.Value)
		if !ok {
			return
		}
		t.only, t.raw = p, field.Value.Scalar
		if len(p) == 1 && p[0].kind == literal {
			t.fixed = field.Value.Scalar
		}
		t.use(p)
		if !r.fits(key, t, field) {
			return
		}
	}
	r.c.messages[tag][key], r.c.spans[tag][key] = t, field.KeySpan
	if tag.String() == Fallback && r.first[key] == nil {
		r.first[key] = t
	}
}

// use notes what a form of the message is given.
func (t *text) use(p phrase) {
	t.needs = append(t.needs, p.names()...)
	slices.Sort(t.needs)
	t.needs = slices.Compact(t.needs)
	t.linked = t.linked || p.linked()
}

// plurals reads the forms of a message; those that are not written read as
// "other".
func (r *reader) plurals(key string, t *text, native *i18n.Message, field decode.Field) bool {
	written, ok := t.forms, true
	for _, form := range field.Value.Fields {
		if !slices.Contains(forms, form.Key) {
			r.list.Add(diag.Errorf(diag.MessageInvalid, form.KeySpan, "found the plural form %q of %s, expected one of %s", form.Key, key, strings.Join(forms, ", ")).
				Hinted("%s", diag.DidYouMean(form.Key, forms)))
			ok = false
			continue
		}
		p, good := r.phrase(key, form.Value)
		ok = ok && good
		t.use(p)
		written[form.Key] = form.Value.Scalar
	}
	if ok && written["other"] == "" {
		r.list.Add(diag.Errorf(diag.MessageInvalid, field.Value.Span, "the message %s has no form other", key).
			Hinted("write the text for all counts that have no form of their own as other: ..."))
		return false
	}
	native.Other = written["other"]
	for form, to := range map[string]*string{"zero": &native.Zero, "one": &native.One, "two": &native.Two, "few": &native.Few, "many": &native.Many} {
		if *to = written[form]; *to == "" {
			*to = native.Other
		}
	}
	return ok
}

// phrase reads one text.
func (r *reader) phrase(key string, n *decode.Node) (phrase, bool) {
	if n.Kind == decode.Map || n.Kind == decode.List || strings.TrimSpace(n.Scalar) == "" {
		r.list.Add(diag.Errorf(diag.MessageInvalid, n.Span, "the message %s has no text", key).
			Hinted("write a text, or take the key out: what a language lacks is said in English"))
		return nil, false
	}
	p, bad := split(n.Scalar)
	if bad != nil {
		r.list.Add(diag.Errorf(diag.MessageInvalid, n.Text().At(bad.from, bad.to), "the message %s: %s", key, bad.message).Hinted("%s", bad.hint))
		return nil, false
	}
	return p, true
}

// fits holds a message against the first English text of its key, which says
// what its users give: values, a count, a link.
func (r *reader) fits(key string, t *text, field decode.Field) bool {
	model := r.first[key]
	if model == nil {
		return true
	}
	given := slices.Clone(model.needs)
	if model.plural && !slices.Contains(given, count) {
		given = append(given, count)
	}
	for _, name := range t.needs {
		if !slices.Contains(given, name) {
			d := diag.Errorf(diag.MessageInvalid, r.place(field, "{{."+name+"}}"), "the message %s is given no value %s", key, name)
			if len(given) == 0 {
				d.Hint = "write it without placeholders"
			} else {
				d.Hint = "its values are " + strings.Join(given, ", ")
			}
			r.list.Add(d)
			return false
		}
	}
	switch {
	case t.plural && !slices.Contains(given, count):
		r.list.Add(diag.Errorf(diag.MessageInvalid, field.Value.Span, "the message %s is given no count, and has plural forms", key).
			Hinted("write one text"))
		return false
	case t.linked != model.linked:
		r.list.Add(diag.Errorf(diag.MessageInvalid, field.Value.Span, "the message %s %s", key, map[bool]string{
			true: "has no link, expected one: [words]", false: "has a [link], expected none"}[model.linked]).
			Hinted("the English text says whether a part of it is a link"))
		return false
	}
	return true
}

// place finds a text within the value of a field.
func (r *reader) place(field decode.Field, what string) source.Span {
	nodes := []*decode.Node{field.Value}
	for _, form := range field.Value.Fields {
		nodes = append(nodes, form.Value)
	}
	for _, n := range nodes {
		if at := strings.Index(n.Scalar, what); at >= 0 {
			return n.Text().At(at, at+len(what))
		}
	}
	return field.Value.Span
}

// Strangers warns of messages that belong to nothing: English does not have
// them, and they are not among the keys that templates say.
func (c *Catalog) Strangers(said []string) diag.List {
	var list diag.List
	known := append(c.Keys(Fallback), said...)
	slices.Sort(known)
	for _, lang := range c.Languages() {
		for _, key := range c.Keys(lang) {
			if _, ok := slices.BinarySearch(known, key); ok {
				continue
			}
			list.Add(diag.Warningf(diag.MessageUnknown, c.Span(lang, key), "found the message %q, which English does not have and no template says", key).
				Hinted("%s", diag.DidYouMean(key, known)))
		}
	}
	return list
}
