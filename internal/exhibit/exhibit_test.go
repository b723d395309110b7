package exhibit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

var at = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// TestClocks: the time that age counts from is marked, once, and never where
// nothing dates the evidence.
func TestClocks(t *testing.T) {
	before := func(n int) time.Time { return at.AddDate(0, 0, -n) }
	for _, c := range []struct {
		name string
		e    disclose.Evidence
		want string
	}{
		{"observed", disclose.Evidence{Collected: before(3), Observed: before(4), ObservedTo: before(3), Produced: before(2)}, "observed"},
		{"produced", disclose.Evidence{Collected: before(2), Produced: before(2), Recorded: before(1)}, "produced"},
		{"another", disclose.Evidence{Collected: before(5), Recorded: before(1)}, "collected"},
		{"both", disclose.Evidence{Collected: before(2), Observed: before(2), Produced: before(2)}, "observed"},
		{"undated", disclose.Evidence{Recorded: before(1), Undated: "no time"}, ""},
		{"conflict", disclose.Evidence{Collected: before(1), Produced: before(1), Conflict: "two times"}, ""},
	} {
		var counts, names []string
		for _, clock := range Of(&disclose.View{AsOf: at}, &c.e).Clocks {
			names = append(names, clock.Name)
			if clock.Counts {
				counts = append(counts, clock.Name)
			}
		}
		if strings.Join(counts, " ") != c.want || !strings.HasSuffix(strings.Join(names, " "), "observed produced recorded evaluated") {
			t.Errorf("%s: %v of %v counts, want %s", c.name, counts, names, c.want)
		}
	}
}

// TestTies leads to what evidence was made of, to its other scopes and to the
// published files.
func TestTies(t *testing.T) {
	whole := &disclose.Evidence{ID: "all", Key: "all", Raw: "/evidence/all/all.json", Beside: []disclose.Asset{{Route: "/evidence/all/all.json.evidence.json"}}, Parents: []disclose.Parent{{Name: "part.json", Digest: "ab"}, {Name: "other"}, {Name: "gone.json", Digest: "ff"}}}
	v := &disclose.View{AsOf: at, Evidence: []*disclose.Evidence{whole, {ID: "all", Key: "all-2"}, {ID: "other", Key: "other-2"}, {ID: "part", Key: "part", Digest: "ab"}}}
	x := Of(v, whole)
	if got := fmt.Sprint(x.Parents[0].Key, " ", x.Parents[1].Key, " ", x.Parents[2].Key, ";"); got != "part other-2 ;" {
		t.Errorf("made of %s", got)
	}
	if len(x.Others) != 1 || x.Others[0].Key != "all-2" || len(x.Files) != 2 || x.Files[1].Name != "all.json.evidence.json" {
		t.Errorf("%v %v", x.Others, x.Files)
	}
}

func TestIndex(t *testing.T) {
	x := NewIndex(&disclose.View{Evidence: []*disclose.Evidence{
		{Key: "a", Tool: "aws", Freshness: "fresh"}, {Key: "b", Tool: "aws", Freshness: "stale"}, {Key: "c", Freshness: "fresh"}, {Key: "d", Manual: true, Tool: "x", Freshness: "expired"},
		{Key: "e", Tool: "zap", Freshness: "due"}, {Key: "f", Tool: "gh"},
	}})
	var got []string
	for _, g := range x.Groups {
		got = append(got, fmt.Sprintf("%s %t %d %v", g.Name, g.People, len(g.Items), g.Freshness))
	}
	want := "aws false 2 [{stale 1} {fresh 1}]|gh false 1 [{ 1}]|zap false 1 [{due 1}]| false 1 [{fresh 1}]| true 1 [{expired 1}]"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	if x.Total != 6 || len(x.Attention) != 2 || x.Attention[0].Key != "d" || x.Groups[0].Items[0].Key != "b" {
		t.Errorf("%+v", x)
	}
}
