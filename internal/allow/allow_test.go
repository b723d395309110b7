package allow

import (
	"regexp"
	"slices"
	"testing"
)

func TestSchemes(t *testing.T) {
	for _, c := range []struct {
		dest, scheme string
		link, image  bool
	}{
		{"a/b.md", "", true, true}, {"#a", "", true, true}, {"https://a.example", "https", true, true}, {"mailto:a@b.example", "mailto", true, false},
		{"javascript:x", "javascript", false, false}, {"Java\tScript:x", "javascript", false, false}, {" data:text/html,x", "data", false, false},
		{"data:image/png;base64,AAAA", "data", false, true}, {"data:image/svg+xml;base64,AAAA", "data", false, false},
		{"a/b:c", "", true, true}, {"vbscript:x", "vbscript", false, false}, {"1a:b", "", true, true},
	} {
		if Scheme(c.dest) != c.scheme || Link(c.dest) != c.link || Image(c.dest) != c.image {
			t.Errorf("%q: %q, link %v, image %v", c.dest, Scheme(c.dest), Link(c.dest), Image(c.dest))
		}
	}
}

func TestFrame(t *testing.T) {
	hosts := []string{"video.example.org"}
	for src, want := range map[string]bool{
		"https://video.example.org/1": true, "http://video.example.org/1": false, "https://video.example.org.evil.example/": false,
		"https://video.example.org@evil.example/": false, "//video.example.org/": false, "": false,
	} {
		if got := Frame(src, hosts); got != want {
			t.Errorf("%s: %v", src, got)
		}
	}
}

func TestDrawings(t *testing.T) {
	for _, name := range []string{"svg", "path", "lineargradient"} {
		if !Element(name) || !IsDrawing(name) || !Attribute(name, "stroke-width") || !Attribute(name, AttributeName("viewBox")) {
			t.Errorf("<%s> is not drawn", name)
		}
		for _, attribute := range []string{"href", "xlink:href", "onload", "style", "attributename", "begin", "values", "filter", "mask"} {
			if Attribute(name, attribute) {
				t.Errorf("<%s> may have %s", name, attribute)
			}
		}
	}
	for value, want := range map[string]bool{"#5465FF": true, "url(#a)": true, "URL(https://x)": false, "url(#a) url(//x)": false, `u\72l(x)`: false} {
		if got := Paint(value); got != want {
			t.Errorf("%s: %v", value, got)
		}
	}
}

func TestElementsAndAttributes(t *testing.T) {
	for _, name := range ElementNames() {
		if !Element(name) || IsDangerous(name) && name != "iframe" {
			t.Errorf("<%s> is allowed and dangerous, or listed and not allowed", name)
		}
		for _, attribute := range []string{"onclick", "style", "srcdoc", "formaction"} {
			if Attribute(name, attribute) {
				t.Errorf("<%s> may have %s", name, attribute)
			}
		}
		if !Attribute(name, "id") || !Attribute(name, "aria-label") {
			t.Errorf("<%s> may not have id or aria-label", name)
		}
	}
	for _, name := range []string{"script", "style", "form", "math", "base", "foreignobject", "use", "animate", "set", "image", "text"} {
		if Element(name) {
			t.Errorf("<%s> is allowed", name)
		}
	}
	for name, want := range map[string]bool{"onclick": true, "onClick": true, "onWhatever": true, "once": false, "on": false} {
		if got := IsHandler(name); got != want {
			t.Errorf("%s is a handler: %v", name, got)
		}
	}
	if AttributeName("className") != "class" || AttributeName("colSpan") != "colspan" {
		t.Error("names of attributes are not translated")
	}
	if kept, dropped := Classes(`a md:b x"y 1a`); !slices.Equal(kept, []string{"a", "md:b"}) || len(dropped) != 2 {
		t.Errorf("classes %q, dropped %q", kept, dropped)
	}
}

func TestStyleClass(t *testing.T) {
	class, css, dropped := StyleClass(ParseStyle("color: red; MAX-WIDTH: 300px; position: fixed"))
	if !regexp.MustCompile(`^s-[0-9a-f]{12}$`).MatchString(class) || css != "color:red;max-width:300px" || !slices.Equal(dropped, []string{"position"}) {
		t.Errorf("class %q of %q, dropped %q", class, css, dropped)
	}
	again, _, _ := StyleClass(ObjectStyle(map[string]any{"maxWidth": int64(300), "color": "red"}))
	if again != class {
		t.Errorf("the object has the class %q, the text %q", again, class)
	}
	if _, css, _ := StyleClass(ObjectStyle(map[string]any{"lineHeight": 1.5, "margin": int64(0)})); css != "line-height:1.5;margin:0" {
		t.Errorf("numbers give %q", css)
	}
}

func TestStyleValuesThatMayNotPass(t *testing.T) {
	for _, style := range []string{
		"position: fixed", "background-image: url(x)", "width: url(x)", "color: expression(x)", `color: red}body{display:none`,
		"color: var(--x)", `color: \72 ed`, "content: 'x'", "width: calc(1px", "color: r/**/ed", "font-family: 'a", "color: @import",
	} {
		if class, css, dropped := StyleClass(ParseStyle(style)); class != "" || css != "" || len(dropped) == 0 {
			t.Errorf("%s: got %q, %q dropped", style, css, dropped)
		}
	}
}
