package parameter

import (
	"errors"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/period"
	"go.yaml.in/yaml/v3"
)

func TestVocabulary(t *testing.T) {
	v := Default()
	if n := len(v.Names()); n != 202 {
		t.Errorf("%d names, want 202", n)
	}
	if n := len(Types()); n != 36 {
		t.Errorf("%d types, want 36", n)
	}
	if !slices.IsSorted(v.Names()) || !slices.IsSorted(Types()) {
		t.Error("names or types are not sorted")
	}
	for _, name := range v.Names() {
		if typ, ok := v.TypeOf(name); !ok || !exists(typ) || !isName(name) {
			t.Errorf("%s is of type %s", name, typ)
		}
	}
	for _, typ := range Types() {
		enum := strings.HasPrefix(string(typ), enumPrefix)
		if _, ok := readers[typ]; ok == enum {
			t.Errorf("%s: has a reader: %v", typ, ok)
		}
		if enum && len(Words(typ)) == 0 {
			t.Errorf("%s has no words", typ)
		}
		if Describe(typ) == "" {
			t.Errorf("%s is not described", typ)
		}
		if v, err := Parse(typ, Unstated); err != nil || !v.IsUnstated() || v.Type != typ {
			t.Errorf("%s: unstated is read as %#v, %v", typ, v, err)
		}
		if _, err := Parse(typ, nil); err == nil {
			t.Errorf("%s takes nothing for a value", typ)
		}
		for _, word := range Words(typ) {
			if v, err := Parse(typ, word); err != nil || v.String() == "" {
				t.Errorf("%s: %s is read as %#v, %v", typ, word, v, err)
			}
		}
	}
	if len(readers) != 24 || len(embedded().Enums) != 12 {
		t.Errorf("%d readers and %d enums, want 24 and 12", len(readers), len(embedded().Enums))
	}
	if want := []string{"ms", "percent", "s"}; !slices.Equal(Units(), want) {
		t.Errorf("units are %v, want %v", Units(), want)
	}
	if typ, ok := v.TypeOf("no_such_name"); ok || typ != "" {
		t.Errorf("no_such_name is of type %q", typ)
	}
}

func TestVocabularyWith(t *testing.T) {
	v, err := Default().With(map[string]Type{"quorum": Count, "retention": Retention})
	if err != nil {
		t.Fatal(err)
	}
	if typ, ok := v.TypeOf("quorum"); !ok || typ != Count {
		t.Errorf("quorum is of type %q", typ)
	}
	if typ, ok := v.TypeOf("retention"); !ok || typ != Retention {
		t.Errorf("retention is of type %q", typ)
	}
	if n := len(v.Names()); n != 203 {
		t.Errorf("%d names, want 203", n)
	}
	if _, ok := Default().TypeOf("quorum"); ok {
		t.Error("the embedded vocabulary has changed")
	}
	if v, err := new(Vocabulary).With(map[string]Type{"quorum": Count}); err != nil || len(v.Names()) != 1 {
		t.Errorf("the empty vocabulary, extended: %v, %v", v, err)
	}
	tests := []struct {
		names map[string]Type
		want  string
	}{
		{map[string]Type{"quorum": "cuont"}, `parameter quorum has the type "cuont", which does not exist`},
		{map[string]Type{"retention": Text}, "parameter retention is of type retention already and cannot become text"},
		{map[string]Type{"Quorum": Count}, `parameter "Quorum" must have a name of small letters`},
		{map[string]Type{"key-bits": Int}, "must have a name of small letters"},
		{map[string]Type{"2fa": Bool}, "must have a name of small letters"},
		{map[string]Type{"": Bool}, "must have a name of small letters"},
		{map[string]Type{"b": "x", "a": "y"}, "parameter a has the type \"y\", which does not exist\nparameter b has"},
	}
	for _, tt := range tests {
		v, err := Default().With(tt.names)
		if err == nil || v != nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, %v; want %q", tt.names, v, err, tt.want)
		}
	}
	var word *WordError
	if _, err := Default().With(map[string]Type{"quorum": "cuont"}); !errors.As(err, &word) || !slices.Contains(word.Allowed, "count") {
		t.Errorf("error %v allows no suggestion", err)
	}
}

// seeds is an inventory of real claims; it is not part of the repository.
const seeds = "../../../shared/seeds/claims.yaml"

type inventory struct {
	Types       map[Type]string   `yaml:"parameter_types"`
	Names       map[string]Type   `yaml:"parameter_names"`
	Frequencies map[string]string `yaml:"frequency_events"`
	Claims      []struct {
		ID         string
		Parameters map[string]any
		Readings   *struct {
			Parameter    string
			Text         string
			Alternatives []any
		}
	}
}

func readInventory(t *testing.T) inventory {
	t.Helper()
	data, err := os.ReadFile(seeds)
	if os.IsNotExist(err) {
		t.Skip("the inventory of claims is not beside this repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	var out inventory
	if err := yaml.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Claims) != 352 {
		t.Fatalf("%d claims, want 352", len(out.Claims))
	}
	return out
}

func TestVocabularyOfClaims(t *testing.T) {
	in := readInventory(t)
	if !maps.Equal(in.Names, embedded().Names) {
		t.Error("the names differ from those of the inventory")
	}
	if got, want := Types(), slices.Sorted(maps.Keys(in.Types)); !slices.Equal(got, want) {
		t.Errorf("the types are %v, want %v", got, want)
	}
	for typ, words := range embedded().Enums {
		if want := "one of " + strings.Join(words, ", "); in.Types[typ] != want {
			t.Errorf("%s is %q, want %q", typ, want, in.Types[typ])
		}
	}
	for word := range in.Frequencies {
		if !slices.Contains(Words(Frequency), word) {
			t.Errorf("frequency %s is missing", word)
		}
	}
}

func TestParametersOfClaims(t *testing.T) {
	vocabulary, seen := Default(), 0
	for _, claim := range readInventory(t).Claims {
		for name, raw := range claim.Parameters {
			seen++
			typ, ok := vocabulary.TypeOf(name)
			if !ok {
				t.Errorf("%s: parameter %s is unknown", claim.ID, name)
				continue
			}
			v, err := Parse(typ, raw)
			if err != nil {
				t.Errorf("%s: parameter %s %v", claim.ID, name, err)
				continue
			}
			if text := v.String(); text == "" || strings.Contains(text, "%!") || strings.Contains(text, "map[") {
				t.Errorf("%s: parameter %s is said as %q", claim.ID, name, text)
			}
			if again, err := Parse(typ, v.Raw); err != nil || !reflect.DeepEqual(again, v) {
				t.Errorf("%s: parameter %s: %#v is read as %#v, %v", claim.ID, name, v, again, err)
			}
		}
		if r := claim.Readings; r != nil {
			typ, _ := vocabulary.TypeOf(r.Parameter)
			long := tree{"value": claim.Parameters[r.Parameter], "readings": tree{"text": r.Text, "alternatives": r.Alternatives}}
			v, err := Parse(typ, long)
			if err != nil || v.Readings == nil || v.Readings.Text != r.Text || len(v.Readings.Alternatives) != len(r.Alternatives) {
				t.Errorf("%s: readings of %s: %#v, %v", claim.ID, r.Parameter, v.Readings, err)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("%d parameters seen, which cannot be all", seen)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"P90D", "daily", "per-release", "all", "10.0.0.0/8", "::/0", "1.18", "99.9%", "2026-07-31", "https://example.com", "a@b.example", "AES", "unstated", "negotiable", "none"} {
		for i := range Types() {
			f.Add(uint8(i), text)
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, text string) {
		types := Types()
		typ := types[int(i)%len(types)]
		v, err := Parse(typ, text)
		if err != nil {
			if len(err.Error()) > 1000 {
				t.Fatalf("%s %q: the error has %d bytes", typ, text, len(err.Error()))
			}
			return
		}
		if v.String() == "" {
			t.Fatalf("%s %q is not said", typ, text)
		}
		if again, err := Parse(typ, v.Raw); err != nil || !reflect.DeepEqual(again, v) {
			t.Fatalf("%s %q: %#v is read as %#v, %v", typ, text, v, again, err)
		}
	})
}

func TestPeriodOfFrequencyWords(t *testing.T) {
	for _, word := range Words(Frequency) {
		v, err := Parse(Frequency, word)
		if err != nil {
			t.Errorf("%s: %v", word, err)
			continue
		}
		if periodic := v.Schedule.Basis == period.Every; periodic == v.Period.IsZero() {
			t.Errorf("%s: periodic %v, period %s", word, periodic, v.Period)
		}
	}
}
