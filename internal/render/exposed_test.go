package render

import (
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/source"
)

// reach walks all that a template can read of a value through exported fields.
func reach(v reflect.Value, path string, seen map[any]bool, visit func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Interface()] {
			return
		}
		seen[v.Interface()] = true
		reach(v.Elem(), path, seen, visit)
	case reflect.Interface:
		if !v.IsNil() {
			reach(v.Elem(), path, seen, visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			reach(v.Index(i), path+"[]", seen, visit)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			reach(it.Value(), path+"[]", seen, visit)
		}
	case reflect.Struct:
		visit(path, v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				reach(v.Field(i), path+"."+v.Type().Field(i).Name, seen, visit)
			}
		}
	}
}

// A template reaches no file of the site: neither through a place in one nor
// through a parsed page.
func TestTemplatesReachNoFile(t *testing.T) {
	v := larkspur(t)
	v.Menu = []disclose.Link{{Title: "Controls", URL: "/controls/", Span: source.NewFile("candor.yaml", []byte("menu: secret")).Whole()}}
	th := defaultTheme(t)
	r := &renderer{view: v, theme: th, opt: options(t, th, 1)}
	r.portal = newPortal(v, th.Words(), r.opt)
	if v.Pages[0].Doc == nil || v.Menu[0].Span.IsZero() {
		t.Fatal("what is left out for templates is gone from the view itself")
	}
	structs := 0
	reach(reflect.ValueOf(&Context{Portal: r.portal, Page: &Page{Written: r.portal.pages[v.Pages[0].Route]}, Item: v.Controls[0]}), "", make(map[any]bool), func(path string, v reflect.Value) {
		structs++
		if name := v.Type().String(); (strings.HasPrefix(name, "source.") || strings.HasPrefix(name, "markup.")) && !v.IsZero() {
			t.Errorf("a template reads %s at %s", name, path)
		}
	})
	if structs < 100 {
		t.Errorf("the walk saw %d values only", structs)
	}
}
