package component

import (
	"html/template"
	"reflect"
	"testing"
)

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		prop Prop
		v    any
		want any
		why  string
	}{
		{Prop{Type: PropString}, "a", "a", ""}, {Prop{Type: PropString}, int64(1), nil, "takes text, not a number"},
		{Prop{Type: PropBool}, "true", true, ""}, {Prop{Type: PropBool}, false, false, ""}, {Prop{Type: PropBool}, "yes", nil, "takes true or false, not text"},
		{Prop{Type: PropInt}, " 7 ", int64(7), ""}, {Prop{Type: PropInt}, int64(7), int64(7), ""}, {Prop{Type: PropInt}, 7.5, nil, "takes a whole number, not a number"},
		{Prop{Type: PropEnum, Allowed: []string{"a", "b"}}, "a", "a", ""}, {Prop{Type: PropEnum, Allowed: []string{"a", "b"}}, "c", "c", `is "c", expected one of a, b`},
		{Prop{Type: PropURL}, "javascript:x", "javascript:x", "has the scheme javascript:, which is not allowed"}, {Prop{Type: PropAsset}, "", "", "is empty, expected the path of a file"},
		{Prop{Type: PropDate}, "2030-02-30", "2030-02-30", `is "2030-02-30", expected a date such as 2030-01-31`}, {Prop{Type: PropDate}, "2030-02-28", "2030-02-28", ""},
		{Prop{Type: PropList}, []any{"a"}, []any{"a"}, ""}, {Prop{Type: PropList}, "a", nil, "takes a list, not text"},
		{Prop{Type: PropObject}, nil, nil, "takes an object, not null"}, {Prop{Type: PropNode}, 1.5, "1.5", ""}, {Prop{Type: PropNode}, template.HTML("x"), nil, "takes text or markup, not markup"},
		{Prop{Type: PropControl}, " ", " ", "is empty, expected the id of a control"},
	} {
		got, why := c.prop.Convert(c.v)
		if why != c.why || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s from %#v: %#v, %q", c.prop.Type, c.v, got, why)
		}
	}
}

func TestFind(t *testing.T) {
	c := &Component{Props: []Prop{{Name: "a"}, {Name: "b", Type: PropEnum, Allowed: []string{"x"}}}}
	if d := c.Find("b"); d != &c.Props[1] || d.Example() != `"x"` || c.Find("c") != nil {
		t.Errorf("found %+v", d)
	}
	if names := c.PropNames(); !reflect.DeepEqual(names, []string{"a", "b"}) {
		t.Errorf("names %q", names)
	}
}
