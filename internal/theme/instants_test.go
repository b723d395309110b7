package theme

import (
	"html/template"
	"math/rand/v2"
	"testing"
	"time"
)

// What is remembered of a time is what would be made of it, in whatever order times
// come, and whatever zone they are in.
func TestInstants(t *testing.T) {
	words := English()
	for name, plain := range map[string]func(time.Time) template.HTML{
		"timetag":   func(at time.Time) template.HTML { return timeElement(at, words.Date(at)) },
		"minutetag": func(at time.Time) template.HTML { return timeElement(at, words.DateTime(at)) },
	} {
		quick := functions(words)[name].(func(time.Time) template.HTML)
		random := rand.New(rand.NewPCG(1, 2))
		zones := []*time.Location{time.UTC, time.FixedZone("east", 14*3600), time.FixedZone("west", -11*3600-1800)}
		for n := range 30000 {
			at := time.Unix(int64(random.IntN(9000))*3599, int64(random.IntN(2)*999_999_999)).In(zones[random.IntN(3)])
			switch n % 500 {
			case 0:
				at = time.Time{}
			case 1:
				at = time.Time{}.Add(time.Millisecond)
			case 2:
				at = time.Date(9999+random.IntN(9), 12, 31, 23, 59, 59, 0, time.UTC)
			}
			if got, want := quick(at), plain(at); got != want {
				t.Fatalf("%s of %v is %s, want %s", name, at, got, want)
			}
		}
	}
	if got, want := timeElement(time.Date(2026, 11, 20, 12, 34, 0, 0, time.UTC), "a < b"), template.HTML(`<time datetime="2026-11-20T12:34:00Z">a &lt; b</time>`); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
