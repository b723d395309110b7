package serve

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
)

// TestChoice posts what the toolbar does, and asks for the view with what the
// server then gave to keep.
func TestChoice(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       View
	}{
		{"nothing", "", View{}},
		{"all", "audience=nda&as-of=2026-12-24&drafts=yes", View{"nda", "2026-12-24", "yes"}},
		{"no drafts", "drafts=no", View{Drafts: "no"}},
		{"nonsense", "audience=../etc&as-of=tomorrow&drafts=maybe", View{}},
		{"markup", "audience=%3Cscript%3E", View{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got View
			s := New("/portal/", func(v View) *Showing {
				got = v
				return &Showing{}
			})
			post := httptest.NewRequest("POST", "http://127.0.0.1:8080/portal/_candor/view", strings.NewReader(c.body))
			post.Header.Set("Origin", "http://127.0.0.1:8080")
			post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			answer := httptest.NewRecorder()
			s.ServeHTTP(answer, post)
			cookies := answer.Result().Cookies()
			if answer.Code != http.StatusNoContent || len(cookies) != 1 {
				t.Fatalf("got %d and the cookies %v", answer.Code, cookies)
			}
			if k := cookies[0]; !k.HttpOnly || k.SameSite != http.SameSiteStrictMode || k.Path != "/portal/" || k.MaxAge != 0 || !k.Expires.IsZero() {
				t.Errorf("the cookie is %v", k)
			}
			get := httptest.NewRequest("GET", "http://127.0.0.1:8080/portal/", nil)
			get.AddCookie(cookies[0])
			s.ServeHTTP(httptest.NewRecorder(), get)
			if got != c.want {
				t.Errorf("the view is %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestLongChoice(t *testing.T) {
	s := New("/", func(View) *Showing { return &Showing{} })
	post := httptest.NewRequest("POST", "http://127.0.0.1:8080/_candor/view", strings.NewReader("audience="+strings.Repeat("a", 5000)))
	post.Header.Set("Origin", "http://127.0.0.1:8080")
	post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	if s.ServeHTTP(answer, post); answer.Code != http.StatusBadRequest || len(answer.Result().Cookies()) > 0 {
		t.Errorf("got %d", answer.Code)
	}
}

func TestRestyled(t *testing.T) {
	const page = `<head><link rel="icon" href="/i.svg"><link rel="stylesheet" href="/a-1.css" integrity="x1"><link href="/b.css" rel="stylesheet"></head><p>text</p>`
	for _, c := range []struct {
		name, from, to string
		worn           bool
		swaps          []sheet
	}{
		{"another sheet", `/a-1.css" integrity="x1`, `/a-2.css" integrity="x2`, true, []sheet{{"/a-1.css", "/a-2.css", "x2"}}},
		{"other text", "text", "words", false, nil},
		{"both", `1.css" integrity="x1"><link href="/b.css" rel="stylesheet"></head><p>text`, `2.css" integrity="x1"><link href="/b.css" rel="stylesheet"></head><p>words`, false, nil},
		{"a sheet more", "<head>", `<head><link rel="stylesheet" href="/c.css">`, false, nil},
		{"another icon", "/i.svg", "/j.svg", false, nil},
		{"nothing", "text", "text", false, nil},
	} {
		worn, swaps := restyled([]byte(page), []byte(strings.Replace(page, c.from, c.to, 1)))
		if worn != c.worn || !reflect.DeepEqual(swaps, c.swaps) {
			t.Errorf("%s: got %v %v, want %v %v", c.name, worn, swaps, c.worn, c.swaps)
		}
	}
	if worn, _ := restyled(nil, []byte(page)); worn {
		t.Error("a page that was not told before is only restyled")
	}
}

// TestOnlyWhatChanged tells each page of its own changes: others keep their name.
func TestOnlyWhatChanged(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	addr := running(t, s)
	stream := listen(t, addr)
	stream.want("show", home("1"))
	files := site("1")
	files[1] = artifact.New(files[1].Path, []byte("<html><BODY>Another backup</BODY></html>"))
	s.Show(files)
	stream.want("show", home("1"))
	s.Show(site("2"))
	stream.want("show", home("2"))
}

// TestPicturesBesidePages loads pages again when something changed that they only
// refer to.
func TestPicturesBesidePages(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	stream := listen(t, running(t, s))
	stream.want("show", home("1"))
	shown := s.shown
	shown.Beside = "1"
	s.show(shown)
	stream.want("show", nameOf(site("1")[0].Data, "1"))
}

func TestStyleEvent(t *testing.T) {
	styled := func(sheet string) []artifact.File {
		return []artifact.File{artifact.New("index.html", []byte(`<link rel="stylesheet" href="`+sheet+`"><p>text`))}
	}
	s := newFixed("/")
	s.Show(styled("/a.css"))
	stream := listen(t, running(t, s))
	stream.next()
	s.Show(styled("/b.css"))
	event, data := stream.next()
	var got struct {
		Build  string
		Sheets []sheet
	}
	if err := json.Unmarshal([]byte(data), &got); err != nil || event != "style" || !reflect.DeepEqual(got.Sheets, []sheet{{"/a.css", "/b.css", ""}}) || got.Build != nameOf(styled("/b.css")[0].Data, "") {
		t.Errorf("got %s %q, %v", event, data, err)
	}
}

func FuzzViewOf(f *testing.F) {
	f.Add("audience=nda&as-of=2026-12-24&drafts=yes")
	f.Fuzz(func(t *testing.T, text string) {
		values, err := url.ParseQuery(text)
		if err != nil {
			return
		}
		v := viewOf(values)
		if again := viewOf(url.Values{"audience": {v.Audience}, "as-of": {v.AsOf}, "drafts": {v.Drafts}}); again != v {
			t.Errorf("%+v is read as %+v", v, again)
		}
		if strings.ContainsAny(v.Audience+v.AsOf+v.Drafts, "<>;=&\r\n\"") {
			t.Errorf("%+v holds more than names", v)
		}
	})
}
