// Package message holds the words of a theme in several languages: texts by
// key, read from files of YAML, with placeholders for values and with the plural
// forms of each language (CLDR, Language Plural Rules, by go-i18n).
//
// It says what a message reads like with given values, and how a date, a number
// or a size is written. It knows no HTML: who writes markup escapes the pieces. It
// judges nothing, and never leaves a key without words: what a language lacks is
// said in English.
package message

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/candor-site/candor/internal/source"
)

// Fallback is the language in which every message exists.
const Fallback = "en"

// Catalog is the messages of all languages. It is safe for concurrent use.
type Catalog struct {
	bundle   *i18n.Bundle                      // what has plural forms, which it chooses among
	messages map[language.Tag]map[string]*text // by key
	spans    map[language.Tag]map[string]source.Span

	mu    sync.Mutex
	words map[string]*Words
}

// text is one message in one language.
type text struct {
	tag    language.Tag
	raw    string            // as written, where it has no plural forms
	forms  map[string]string // as written, by plural form
	needs  []string          // names of its placeholders, sorted
	plural bool
	fixed  string // the whole text, where it has neither placeholders nor forms
	only   phrase // the text that is said whatever the count, where it has no forms
	linked bool   // it has a [part] that is a link
}

// Value is one value of a message.
type Value struct {
	Name string
	Text string
	Raw  bool // Text is markup already, and not to be escaped
	// Count is what chooses the plural form; it is read of the value "Count" only.
	Count int64
}

// Words are the messages of one language, with those of English where it has
// none. They do not change but for what they remember of dates that were written.
type Words struct {
	tag       language.Tag
	texts     map[string]*text
	localizer map[language.Tag]*i18n.Localizer
	months    [12]string
	decimal   string

	days [512]atomic.Pointer[day] // that were written, each where its number modulo their number says
	ages sync.Map                 // age to string
}

// Languages returns the languages that have messages of their own, sorted.
func (c *Catalog) Languages() []string {
	var out []string
	for tag := range c.messages {
		out = append(out, tag.String())
	}
	slices.Sort(out)
	return out
}

// Keys returns the keys that a language says itself, sorted.
func (c *Catalog) Keys(lang string) []string {
	return slices.Sorted(maps.Keys(c.messages[language.Make(lang)]))
}

// Needs returns the names of the placeholders of a message in a language,
// sorted, and whether it has plural forms, which need a Count.
func (c *Catalog) Needs(lang, key string) (names []string, plural bool) {
	if t := c.messages[language.Make(lang)][key]; t != nil {
		return t.needs, t.plural
	}
	return nil, false
}

// Span returns where a message of a language is written.
func (c *Catalog) Span(lang, key string) source.Span { return c.spans[language.Make(lang)][key] }

// In returns the words of a language, a BCP 47 tag such as "de" or "pt-BR".
// What it lacks comes from the languages above it (de for de-AT), and then from
// English.
func (c *Catalog) In(lang string) *Words {
	c.mu.Lock()
	defer c.mu.Unlock()
	if w := c.words[lang]; w != nil {
		return w
	}
	tag := language.Make(lang)
	if lang == "" || tag == language.Und {
		tag = language.Make(Fallback)
	}
	w := &Words{tag: tag, texts: make(map[string]*text), localizer: make(map[language.Tag]*i18n.Localizer)}
	chain := []language.Tag{language.Make(Fallback)}
	var own []language.Tag
	for at := tag; at != language.Und; at = at.Parent() {
		own = append(own, at)
	}
	slices.Reverse(own)
	for _, at := range append(chain, own...) {
		maps.Copy(w.texts, c.messages[at])
		w.localizer[at] = i18n.NewLocalizer(c.bundle, at.String())
	}
	for i := range w.months {
		w.months[i] = w.plain("date.month-" + strconv.Itoa(i+1))
	}
	w.decimal = w.plain("number.decimal")
	c.words[lang] = w
	return w
}

// Language returns the language of the words as a BCP 47 tag.
func (w *Words) Language() string { return w.tag.String() }

// Name returns the name of a language in itself, with a capital letter:
// "Deutsch", "Español"; the tag where nothing is known of it.
func Name(lang string) string {
	name := display.Self.Name(language.Make(lang))
	if name == "" {
		return lang
	}
	first := []rune(name)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}

// rightToLeft are the scripts in use that are written from right to left
// (Unicode Standard Annex 9, section 3.2, and ISO 15924).
var rightToLeft = []string{"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}

// Direction returns the direction of a language for the attribute dir of HTML:
// "ltr" or "rtl", by the script that it is usually written in.
func (w *Words) Direction() string {
	script, _ := w.tag.Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// Has reports whether there is a message.
func (w *Words) Has(key string) bool { return w.texts[key] != nil }

// Linked reports whether a message has a part that is a link, [in brackets].
func (w *Words) Linked(key string) bool { return w.texts[key] != nil && w.texts[key].linked }

// Fixed returns a message that has neither placeholders nor forms nor a link. It
// costs one look-up.
func (w *Words) Fixed(key string) (string, bool) {
	t := w.texts[key]
	if t == nil || t.fixed == "" {
		return "", false
	}
	return t.fixed, true
}

// Area returns the messages of an area as they are written, placeholders and
// all, by key without the area; a plural form as KEY.FORM. Scripts of pages are
// given them.
func (w *Words) Area(name string) map[string]string {
	out := make(map[string]string)
	for full, t := range w.texts {
		key, ok := strings.CutPrefix(full, name+".")
		if !ok {
			continue
		}
		if !t.plural {
			out[key] = t.raw
			continue
		}
		for form, said := range t.forms {
			out[key+"."+form] = said
		}
	}
	return out
}

// plain returns a message that needs no values, and its key where there is none.
func (w *Words) plain(key string) string {
	if said, ok := w.Fixed(key); ok {
		return said
	}
	return key
}

// Style says how a message becomes part of a document. Escape makes text safe;
// Open and Close stand around the part that is a link. The zero Style gives plain
// text.
type Style struct {
	Escape      func(string) string
	Open, Close string
}

// Say writes a message with its values. It is an error of the program or of a
// theme to name a message that does not exist, or to leave one of its
// placeholders without a value.
func (w *Words) Say(key string, style Style, values ...Value) (string, error) {
	t := w.texts[key]
	if t == nil {
		return "", fmt.Errorf("there is no message %q", key)
	}
	if t.fixed != "" && style.Escape == nil {
		return t.fixed, nil
	}
	if t.only != nil {
		return t.only.fill(key, style, values)
	}
	i := slices.IndexFunc(values, func(v Value) bool { return v.Name == count })
	if i < 0 {
		return "", fmt.Errorf("the message %q has plural forms and needs a %s", key, count)
	}
	return w.localizer[t.tag].Localize(&i18n.LocalizeConfig{
		MessageID: key, TemplateParser: parser{}, TemplateData: &filling{key, style, slices.Clone(values)}, PluralCount: values[i].Count,
	})
}

// Text is Say for plain text and for values that are text or whole numbers, as
// name and value in turn. A mistake in it is shown as the key.
func (w *Words) Text(key string, pairs ...any) string {
	if said, ok := w.Fixed(key); ok {
		return said
	}
	var room [4]Value
	values := room[:0]
	for i := 0; i+1 < len(pairs); i += 2 {
		v := Value{Name: said(pairs[i]), Text: said(pairs[i+1])}
		if n, ok := pairs[i+1].(int); ok {
			v.Count = int64(n)
		}
		values = append(values, v)
	}
	said, err := w.Say(key, Style{}, values...)
	if err != nil {
		return key
	}
	return said
}

// said writes a value as fmt.Sprint does.
func said(value any) string {
	switch x := value.(type) {
	case string:
		return x
	case int:
		return strconv.Itoa(x)
	}
	return fmt.Sprint(value)
}

// Label names an id of a vocabulary: the message VOCABULARY.ID of the area
// "label". What has no message is shown as words of its own id.
func (w *Words) Label(vocabulary, id string) string {
	if said, ok := w.Fixed("label." + vocabulary + "." + id); ok {
		return said
	}
	return Readable(id)
}

// blanks makes blanks of what joins the words of an id.
var blanks = strings.NewReplacer("-", " ", "_", " ")

// Readable makes readable words of an id: "not-satisfied" becomes "Not
// satisfied".
func Readable(id string) string {
	said := strings.TrimSpace(blanks.Replace(id))
	if said == "" {
		return ""
	}
	first := []rune(said)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}
