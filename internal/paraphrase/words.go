package paraphrase

import (
	"embed"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/period"
)

// Languages are the languages that assertions are said in.
var Languages = []string{"en", "de", "es"}

//go:embed words/*.json
var files embed.FS

// tables are the patterns of each language by key.
var tables = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, language := range Languages {
		data, err := files.ReadFile("words/" + language + ".json")
		if err == nil {
			words := map[string]string{}
			err = json.Unmarshal(data, &words)
			out[language] = words
		}
		if err != nil {
			panic("paraphrase: " + err.Error()) // the files are part of the program, and a test reads them
		}
	}
	return out
})

// wordsOf returns the patterns of a language, such as de or de-AT.
func wordsOf(language string) map[string]string {
	short, _, _ := strings.Cut(strings.ToLower(language), "-")
	if words := tables()[short]; words != nil {
		return words
	}
	return tables()["en"]
}

// lasting says an ISO 8601 duration: "1 year", "2 hours and 30 minutes".
func (t *teller) lasting(iso string) (phrase, bool) {
	p, err := period.Parse(iso)
	if err != nil || p.Clock%time.Second != 0 {
		return nil, false
	}
	seconds := int(p.Clock / time.Second)
	var parts []phrase
	for _, unit := range []struct {
		n    int
		name string
	}{{p.Years, "year"}, {p.Months, "month"}, {p.Weeks, "week"}, {p.Days, "day"}, {seconds / 3600, "hour"}, {seconds / 60 % 60, "minute"}, {seconds % 60, "second"}} {
		switch unit.n {
		case 0:
		case 1:
			parts = append(parts, t.say(unit.name))
		default:
			parts = append(parts, t.say(unit.name+"s", "n", text(strconv.Itoa(unit.n))))
		}
	}
	if parts == nil {
		parts = []phrase{t.say("days", "n", text("0"))}
	}
	return t.join(parts, "list-and"), true
}
