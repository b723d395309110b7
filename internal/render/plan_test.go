package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
)

// marker dresses pages: it counts them, and each needs one more file.
type marker struct {
	mu    sync.Mutex
	pages int
}

func (m *marker) Page(page []byte) ([]byte, []artifact.File, []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages++
	var also []artifact.File
	if m.pages == 1 {
		also = append(also, artifact.New("assets/made.webp", []byte("made")))
	}
	return append(slices.Clip(page), "<!-- dressed -->"...), also, nil
}

func (m *marker) Show([]string) []artifact.File { return nil }

func (m *marker) Problems() diag.List { return nil }

// planned prepares the portal of Larkspur with a broken link on a page.
func planned(t *testing.T, workers int) *Plan {
	t.Helper()
	v, th := larkspur(t), defaultTheme(t)
	v.Pages[1] = write(t, th, v.Pages[1], "# Title\n\nWords to find, and [a link](gone.md), and [another](#nowhere).\n")
	opt := options(t, th, workers)
	opt.Dresser = &marker{}
	return Prepare(v, th, opt)
}

// What Write hands on is the same whatever the number of workers, and what File
// makes one by one is the same again.
func TestPlan(t *testing.T) {
	want, said, err := planned(t, 1).Files(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(said) < 2 || !slices.ContainsFunc(want, func(f artifact.File) bool { return f.Path == "search/index.json" }) {
		t.Fatalf("the portal has no search, or its mistakes are not found: %v", said)
	}
	for _, workers := range []int{2, 8} {
		got, list, err := planned(t, workers).Files(context.Background())
		if err != nil || !slices.EqualFunc(got, want, equal) {
			t.Errorf("%d workers make other files: %v", workers, err)
		}
		if fmt.Sprint(list) != fmt.Sprint(said) {
			t.Errorf("%d workers find %v, want %v", workers, list, said)
		}
	}
	plan := planned(t, 2)
	if _, _, ok := plan.File("assets/made.webp"); ok {
		t.Error("a file is there before the page that needs it")
	}
	for _, f := range slices.Backward(want) { // the search before the pages that it finds
		if f.Path == "assets/made.webp" {
			continue
		}
		got, _, ok := plan.File(f.Path)
		if !ok || !equal(got, f) {
			t.Errorf("%s by itself differs, or is not there: %t", f.Path, ok)
		}
	}
	if f, _, ok := plan.File("assets/made.webp"); !ok || string(f.Data) != "made" {
		t.Error("the file that a page needs is not there after the page")
	}
	for _, path := range []string{"", "nothing.html", "search/nothing.json", "../index.html"} {
		if _, _, ok := plan.File(path); ok {
			t.Errorf("there is a file at %q", path)
		}
	}
}

func equal(a, b artifact.File) bool {
	return a.Path == b.Path && a.Media == b.Media && slices.Equal(a.Sources, b.Sources) && bytes.Equal(a.Data, b.Data)
}

// A sink that fails, or a context that ends, ends the making of files.
func TestPlanStops(t *testing.T) {
	full := errors.New("the disk is full")
	var mu sync.Mutex
	n := 0
	_, err := planned(t, 2).Write(context.Background(), func(artifact.File) error {
		mu.Lock()
		defer mu.Unlock()
		if n++; n >= 5 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n > 6 {
		t.Errorf("the sink was called %d times, and the error is %v", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	_, err = planned(t, 1).Write(ctx, func(artifact.File) error {
		n++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 2 {
		t.Errorf("the sink was called %d times, and the error is %v", n, err)
	}
}
