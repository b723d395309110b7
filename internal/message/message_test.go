package message

import (
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// layer makes message files of texts by path.
func layer(files map[string]string) map[string]*source.File {
	out := make(map[string]*source.File)
	for name, data := range files {
		out[name] = source.NewFile("i18n/"+name, []byte(data))
	}
	return out
}

// english is what the tests hold other languages against.
var english = map[string]string{
	"en/a.yaml": "plain: Plain\nnamed: \"Hello {{.Name}}\"\nmany: {one: \"{{.Count}} page\", other: \"{{.Count}} pages\"}\nlinked: see the [register]\nonly: only English\n",
}

// catalog reads layers that hold no mistakes.
func catalog(t *testing.T, layers ...map[string]string) *Catalog {
	t.Helper()
	var all []map[string]*source.File
	for _, l := range layers {
		all = append(all, layer(l))
	}
	c, list := Read(all)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return c
}

func TestText(t *testing.T) {
	c := catalog(t, english, map[string]string{
		"de/a.yaml":    "plain: Schlicht\nnamed: \"Hallo {{.Name}}\"\nmany: {one: \"{{.Count}} Seite\", other: \"{{.Count}} Seiten\"}\n",
		"de-AT/a.yaml": "plain: Servus\n",
		"pl/a.yaml":    "many: {one: \"{{.Count}} strona\", few: \"{{.Count}} strony\", many: \"{{.Count}} stron\", other: \"{{.Count}} strony (u)\"}\n",
		"ar/a.yaml":    "many: {zero: z, two: t, few: f, other: o}\n",
	}, map[string]string{"en/a.yaml": "plain: Simple\n"})
	for _, tt := range []struct {
		lang, key string
		pairs     []any
		want      string
	}{
		{"en", "a.plain", nil, "Simple"},
		{"de", "a.plain", nil, "Schlicht"},
		{"de-AT", "a.plain", nil, "Servus"},
		{"de-AT", "a.named", []any{"Name", "Welt"}, "Hallo Welt"},
		{"de-CH", "a.plain", nil, "Schlicht"},
		{"de", "a.only", nil, "only English"},
		{"fr", "a.plain", nil, "Simple"},
		{"", "a.plain", nil, "Simple"},
		{"no such language", "a.plain", nil, "Simple"},
		{"en", "a.many", []any{"Count", 1}, "1 page"},
		{"en", "a.many", []any{"Count", 0}, "0 pages"},
		{"de", "a.many", []any{"Count", 2}, "2 Seiten"},
		{"fr", "a.many", []any{"Count", 0}, "0 pages"}, // English text, English forms
		{"pl", "a.many", []any{"Count", 1}, "1 strona"},
		{"pl", "a.many", []any{"Count", 3}, "3 strony"},
		{"pl", "a.many", []any{"Count", 5}, "5 stron"},
		{"pl", "a.many", []any{"Count", 22}, "22 strony"},
		{"ar", "a.many", []any{"Count", 0}, "z"},
		{"ar", "a.many", []any{"Count", 1}, "o"}, // not written: as other
		{"ar", "a.many", []any{"Count", 2}, "t"},
		{"ar", "a.many", []any{"Count", 100}, "o"},
		{"en", "a.nothing", nil, "a.nothing"},
	} {
		if got := c.In(tt.lang).Text(tt.key, tt.pairs...); got != tt.want {
			t.Errorf("%s %s %v: got %q, want %q", tt.lang, tt.key, tt.pairs, got, tt.want)
		}
	}
}

func TestArea(t *testing.T) {
	got := catalog(t, english, map[string]string{"de/a.yaml": "plain: Schlicht"}).In("de").Area("a")
	want := map[string]string{
		"plain": "Schlicht", "named": "Hello {{.Name}}", "many.one": "{{.Count}} page", "many.other": "{{.Count}} pages", "linked": "see the [register]", "only": "only English",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestSayEscapesAndLinks(t *testing.T) {
	w := catalog(t, english).In("en")
	style := Style{Escape: strings.ToUpper, Open: "<a>", Close: "</a>"}
	for _, tt := range []struct {
		key    string
		values []Value
		want   string
	}{
		{"a.named", []Value{{Name: "Name", Text: "<b>", Raw: true}}, "HELLO <b>"},
		{"a.named", []Value{{Name: "Name", Text: "b"}}, "HELLO B"},
		{"a.linked", nil, "SEE THE <a>REGISTER</a>"},
		{"a.named", []Value{{Name: "Name", Text: "[x] {{.Name}}", Raw: true}}, "HELLO [x] {{.Name}}"}, // a value is never read
	} {
		if got, err := w.Say(tt.key, style, tt.values...); err != nil || got != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.key, got, err, tt.want)
		}
	}
	for _, key := range []string{"a.nothing", "a.named", "a.many"} {
		if got, err := w.Say(key, Style{}); err == nil {
			t.Errorf("%s without values gives %q", key, got)
		}
	}
}

func TestMistakesHavePlaces(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"de/a.yaml", "named: \"Hallo {{.Nmae}}\"", "1:15 message-invalid: the message a.named is given no value Nmae"},
		{"de/a.yaml", "named: \"Hallo {{ .Name }}\"", "1:15 message-invalid: the message a.named: found {{, expected a placeholder"},
		{"de/a.yaml", "named: \"Hallo {{.Name | printf}}\"", "1:15 message-invalid: the message a.named: found {{, expected a placeholder"},
		{"de/a.yaml", "plain: \"{{.Name}}\"", "1:9 message-invalid: the message a.plain is given no value Name"},
		{"de/a.yaml", "many: {one: x}", "1:7 message-invalid: the message a.many has no form other"},
		{"de/a.yaml", "many: {oen: x, other: y}", `1:8 message-invalid: found the plural form "oen" of a.many, expected one of zero, one, two, few, many, other`},
		{"de/a.yaml", "plain: {one: x, other: y}", "1:8 message-invalid: the message a.plain is given no count, and has plural forms"},
		{"de/a.yaml", "plain: ''", "1:8 message-invalid: the message a.plain has no text"},
		{"de/a.yaml", "plain: [a]", "1:8 message-invalid: the message a.plain is a list, expected text"},
		{"de/a.yaml", "plain:", "1:7 message-invalid: the message a.plain is nothing, expected text"},
		{"de/a.yaml", "linked: kein Verweis", "1:9 message-invalid: the message a.linked has no link, expected one: [words]"},
		{"de/a.yaml", "plain: ein [Verweis]", "1:8 message-invalid: the message a.plain has a [link], expected none"},
		{"de/a.yaml", "linked: ein [Verweis", "1:13 message-invalid: the message a.linked: found a [ without ] behind it"},
		{"de/a.yaml", "linked: ein Verweis]", "1:20 message-invalid: the message a.linked: found a ] without [ before it"},
		{"de/a.yaml", "linked: der [eine] und der [andere]", "1:28 message-invalid: the message a.linked: found a second [, expected one link at most"},
		{"de/a.yaml", "plain: a\nplain: b", `2:1 key-duplicate: the key "plain" stands twice`},
		{"de/a.yaml", "- plain", "1:1 message-invalid: the file is a list, expected a mapping of keys to texts"},
		{"de/a.txt", "x", "1:1 message-invalid: found a.txt, expected a message file"},
		{"a.yaml", "x: y", "1:1 message-invalid: found a.yaml, expected a message file"},
		{"german/a.yaml", "x: y", `1:1 message-invalid: found the folder "german", expected a language`},
		{"DE/a.yaml", "x: y", `1:1 message-invalid: found the folder "DE", expected a language`},
		{"de/a.yaml", "plian: x", `1:1 message-unknown: found the message "a.plian", which English does not have and no template says`},
	}
	for _, tt := range tests {
		c, list := Read([]map[string]*source.File{layer(english), layer(map[string]string{tt.file: tt.text})})
		list = append(list, c.Strangers(nil)...)
		var got []string
		for _, d := range list {
			p := d.Span.Position()
			got = append(got, strings.TrimPrefix(p.String(), p.Path+":")+" "+string(d.Code)+": "+d.Message)
			if d.Hint == "" && d.Code != diag.KeyDuplicate {
				t.Errorf("%s: %s has no hint", tt.text, d.Message)
			}
		}
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
		if said := c.In("de").Text("a.plain"); said == "" {
			t.Errorf("%s: a faulty file leaves a message without words", tt.text)
		}
	}
}

func TestStrangersMayBeSaid(t *testing.T) {
	c := catalog(t, english, map[string]string{"fr/own.yaml": "greeting: Bonjour"})
	if list := c.Strangers([]string{"own.greeting"}); len(list) > 0 {
		t.Error(list)
	}
	if list := c.Strangers(nil); len(list) != 1 || list[0].Severity != diag.Warning {
		t.Error(list)
	}
}

func TestDirection(t *testing.T) {
	c := catalog(t, english)
	for lang, want := range map[string]string{"en": "ltr", "de": "ltr", "ar": "rtl", "he": "rtl", "fa": "rtl", "ur": "rtl", "yi": "rtl", "az": "ltr", "az-Arab": "rtl", "ja": "ltr", "": "ltr"} {
		if got := c.In(lang).Direction(); got != want {
			t.Errorf("%s is written %s, want %s", lang, got, want)
		}
	}
}

// dates are the messages that dates are made of.
var dates = map[string]string{"en/date.yaml": `day: "{{.Day}} {{.Month}} {{.Year}}"
minute: "{{.Date}}, {{.Time}} UTC"
month: "{{.Month}} {{.Year}}"
unknown: not known
month-11: November
minutes: {one: "{{.Count}} minute", other: "{{.Count}} minutes"}
hours: {one: "{{.Count}} hour", other: "{{.Count}} hours"}
days: {one: "{{.Count}} day", other: "{{.Count}} days"}
months: {one: "{{.Count}} month", other: "{{.Count}} months"}
years: {one: "{{.Count}} year", other: "{{.Count}} years"}
`, "en/number.yaml": `decimal: "."
bytes: {one: "{{.Count}} byte", other: "{{.Count}} bytes"}
kilobytes: "{{.Number}} kB"
megabytes: "{{.Number}} MB"
gigabytes: "{{.Number}} GB"
`, "de/number.yaml": `decimal: ","`}

func TestDates(t *testing.T) {
	w := catalog(t, dates).In("en")
	x := time.Date(2026, 11, 21, 0, 30, 0, 0, time.FixedZone("", 7200))
	for _, tt := range []struct{ got, want string }{
		{w.Date(x), "20 November 2026"}, {w.DateTime(x), "20 November 2026, 22:30 UTC"}, {w.Month(x), "November 2026"},
		{w.Date(time.Time{}), "not known"}, {w.DateTime(time.Time{}), "not known"}, {w.Month(time.Time{}), "not known"}, {w.Age(x, time.Time{}), "not known"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestAge(t *testing.T) {
	w := catalog(t, dates).In("en")
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0 minutes"}, {time.Minute, "1 minute"}, {59 * time.Minute, "59 minutes"}, {time.Hour, "1 hour"},
		{47 * time.Hour, "47 hours"}, {48 * time.Hour, "2 days"}, {59 * 24 * time.Hour, "59 days"}, {61 * 24 * time.Hour, "2 months"},
		{800 * 24 * time.Hour, "2 years"}, {-3 * 24 * time.Hour, "3 days"},
	} {
		if got := w.Age(start, start.Add(tt.d)); got != tt.want {
			t.Errorf("age of %s: got %q, want %q", tt.d, got, tt.want)
		}
	}
}

// Dates and ages read the same whether they are written or remembered.
func TestRemembered(t *testing.T) {
	c := catalog(t, dates)
	w := c.In("en")
	at := []time.Time{time.Unix(-1, 0), time.Unix(0, 0), time.Unix(secondsOfDay-1, 0), time.Unix(secondsOfDay, 0), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)}
	for i := range 2000 { // more than are remembered at a time
		at = append(at, time.Date(2024, 1, 1+i, i%24, i%60, 0, 0, time.FixedZone("", 3600*(i%20-10))))
	}
	for range 2 {
		for i, x := range at {
			for range 2 {
				if got, want := w.Date(x), w.date(x.UTC()); got != want {
					t.Fatalf("%s reads %q, want %q", x, got, want)
				}
				n := min(i/2+2, 59)
				if got, want := w.Age(at[5], at[5].AddDate(0, 0, n)), strconv.Itoa(n)+" days"; got != want {
					t.Fatalf("%d days read %q", n, got)
				}
			}
		}
	}
	if got := w.Age(at[1], at[1].AddDate(2000, 0, 0)); got != "292 years" {
		t.Errorf("two thousand years read %q", got)
	}
}

func TestNumbers(t *testing.T) {
	c := catalog(t, dates)
	for n, want := range map[int64][2]string{
		0: {"0 bytes", "0 bytes"}, 1: {"1 byte", "1 byte"}, 999: {"999 bytes", "999 bytes"}, 1500: {"1.5 kB", "1,5 kB"}, 2_340_000: {"2.3 MB", "2,3 MB"}, 7e9: {"7.0 GB", "7,0 GB"},
	} {
		if got := c.In("en").Bytes(n); got != want[0] {
			t.Errorf("%d: got %q, want %q", n, got, want[0])
		}
		if got := c.In("de").Bytes(n); got != want[1] {
			t.Errorf("%d in German: got %q, want %q", n, got, want[1])
		}
	}
	if got := c.In("de").Number(0.125, -1); got != "0,125" {
		t.Errorf("got %q", got)
	}
}

// What Say writes by itself is what go-i18n writes.
func TestSayIsLocalize(t *testing.T) {
	c := catalog(t, english, dates, map[string]string{
		"de/a.yaml":    "named: \"Hallo {{.Name}}\"\nmany: {one: \"{{.Count}} Seite\", other: \"{{.Count}} Seiten\"}\nlinked: siehe [Liste]\n",
		"de-AT/a.yaml": "named: \"Servus {{.Name}}\"\n",
	})
	for _, lang := range []string{"en", "de", "de-AT", "fr"} {
		w := c.In(lang)
		for key, text := range w.texts {
			if !text.plural {
				if err := c.bundle.AddMessages(text.tag, &i18n.Message{ID: key, Other: text.raw}); err != nil {
					t.Fatal(err)
				}
			}
			for _, style := range []Style{{}, {Escape: strings.ToUpper, Open: "<", Close: ">"}} {
				for n := range int64(3) {
					values := []Value{{Name: count, Text: strconv.FormatInt(n, 10), Count: n}}
					for i, name := range text.needs {
						if name != count {
							values = append(values, Value{Name: name, Text: "text of " + name, Raw: i%2 == 0})
						}
					}
					config := &i18n.LocalizeConfig{MessageID: key, TemplateParser: parser{}, TemplateData: &filling{key, style, values}}
					if text.plural {
						config.PluralCount = n
					}
					want, failure := w.localizer[text.tag].Localize(config)
					got, err := w.Say(key, style, values...)
					if got != want || (err == nil) != (failure == nil) {
						t.Errorf("%s in %s: got %q (%v), want %q (%v)", key, lang, got, err, want, failure)
					}
				}
			}
		}
	}
}

// A message without values costs a look-up, and one with values little more.
func BenchmarkSay(b *testing.B) {
	c, _ := Read([]map[string]*source.File{layer(english)})
	w := c.In("en")
	b.Run("fixed", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			w.Fixed("a.plain")
		}
	})
	b.Run("plural", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = w.Say("a.many", Style{}, Value{Name: "Count", Count: 3, Text: "3"})
		}
	})
}
