package evidence

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/source"
)

// heap is a folder of evidence: reports of vulnerabilities, so many findings in
// each.
func heap(tb testing.TB, files, findings int) (dir string, size int64) {
	tb.Helper()
	dir = tb.TempDir()
	for i := range files {
		folder := filepath.Join(dir, Dir, fmt.Sprintf("f%03d", i/1000))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			tb.Fatal(err)
		}
		data := vulnerabilities(i, findings+findings*(i%9)/4)
		size += int64(len(data))
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("scan-%06d.json", i)), data, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir, size
}

// vulnerabilities is a report of trivy's shape.
func vulnerabilities(n, findings int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"SchemaVersion":2,"CreatedAt":"2026-11-%02dT06:00:00Z","ArtifactName":"registry/app-%d:v1","ArtifactType":"container_image","Results":[{"Target":"debian","Class":"os-pkgs","Type":"debian","Vulnerabilities":[`, 1+n%20, n)
	for i := range findings {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"VulnerabilityID":"CVE-2026-%05d","PkgName":"lib%d","InstalledVersion":"1.%d.0","FixedVersion":"1.%d.1","Severity":"MEDIUM",
 "Title":"lib%d: a flaw in the parser of headers","Description":"A flaw was found in lib%d. When it reads a header that is longer than its buffer, it may read past the end of it.",
 "References":["https://security.example/CVE-2026-%05d","https://lists.example/%d"],"CVSS":{"nvd":{"V3Vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H","V3Score":7.5}}}`, i, i, i, i, i, i, i, n)
	}
	b.WriteString(`]}]}`)
	return b.Bytes()
}

// BenchmarkLoad reads many small reports, and a few large ones, of which
// nothing but the facts is kept. It reports what stays in memory for each.
func BenchmarkLoad(b *testing.B) {
	for _, c := range []struct {
		name            string
		files, findings int
	}{
		{"5000x2-20KB", 5000, 6},
		{"10x5MB", 10, 5000},
	} {
		b.Run(c.name, func(b *testing.B) {
			dir, size := heap(b, c.files, c.findings)
			b.SetBytes(size)
			b.ReportAllocs()
			var set *Set
			for b.Loop() {
				tree, err := source.OpenTree(dir)
				if err != nil {
					b.Fatal(err)
				}
				set, _, err = Load(tree, larkspur(), Options{Formats: format.Builtin(), Workers: 2, Keep: func(string) bool { return false }})
				if err != nil || len(set.Evidence) != c.files || set.Evidence[0].Format != "trivy" {
					b.Fatal(err)
				}
				tree.Close()
			}
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/float64(c.files), "held-B/file")
			b.ReportMetric(float64(size)/float64(c.files), "B/file")
			runtime.KeepAlive(set)
		})
	}
}

// BenchmarkLoadLarge reads a folder of 100,000 small reports, and one of 100
// reports of 5 MB: at first, again, and after 100 of the small ones, or one of
// the others, changed. It reports the peak of resident memory where the system tells it.
func BenchmarkLoadLarge(b *testing.B) {
	for _, c := range []struct {
		name            string
		files, findings int
	}{
		{"100000x2-20KB", 100_000, 8},
		{"100x5MB", 100, 5000},
	} {
		if testing.Short() {
			b.Skip("it makes two folders of half a gigabyte and more")
		}
		dir, size := heap(b, c.files, c.findings)
		for _, run := range []string{"cold", "warm", "changed"} {
			if run == "changed" {
				for i := range max(1, min(c.files/100, 100)) {
					name := filepath.Join(dir, Dir, "f000", fmt.Sprintf("scan-%06d.json", i))
					if err := os.WriteFile(name, vulnerabilities(i, c.findings+1), 0o644); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.Run(c.name+"/"+run, func(b *testing.B) {
				b.SetBytes(size)
				runtime.GC()
				resetPeak()
				for b.Loop() {
					loadRemembered(b, dir, c.files)
				}
				if peak := peakMiB(); peak > 0 {
					b.ReportMetric(peak, "peak-MiB")
				}
			})
		}
	}
}

// loadRemembered loads a folder with the table that lies in it.
func loadRemembered(b *testing.B, dir string, want int) {
	b.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	tree, err := source.OpenTree(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer tree.Close()
	held := locker.Open(root, "pieces", "benchmark", 1<<30)
	set, _, err := Load(tree, larkspur(), Options{Formats: format.Builtin(), Workers: 2, Keep: func(string) bool { return false }, Locker: held, Watch: rest.Begin(root, "begun")})
	if err != nil || len(set.Evidence) != want {
		b.Fatal(err)
	}
	if err := held.Close(); err != nil {
		b.Fatal(err)
	}
}

// resetPeak starts the measurement of resident memory anew (Linux, proc(5)).
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// peakMiB is the peak of resident memory, 0 where the system does not tell it.
func peakMiB() float64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), "VmHWM:")
	var kib float64
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		return 0
	}
	return kib / 1024
}
