package laws

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// blind lists packages that may not see others: what is rendered, exported,
// explained and sealed is a view that disclosure has reduced, and the records
// behind it cannot even be named. A package below resolve or assess has no
// world but its arguments.
var blind = map[string][]string{
	"render":    {module + "/internal/site", module + "/internal/trust"},
	"export":    {module + "/internal/site", module + "/internal/trust"},
	"twin":      {module + "/internal/site", module + "/internal/trust"},
	"explain":   {module + "/internal/site", module + "/internal/trust"},
	"search":    {module + "/internal/site", module + "/internal/trust"},
	"agenda":    {module + "/internal/site", module + "/internal/trust"},
	"exhibit":   {module + "/internal/site", module + "/internal/trust"},
	"outlook":   {module + "/internal/site", module + "/internal/trust"},
	"reproduce": {module + "/internal/site", module + "/internal/trust"},
	"calendar":  {module + "/internal/site", module + "/internal/trust"},
	"seal":      {module + "/internal/site", module + "/internal/trust"},
	"resolve":   {"os", "net", "io/ioutil", "syscall"},
	"assess":    {"os", "net", "io/ioutil", "syscall"},
}

// TestBlindness checks what a package may not import.
func TestBlindness(t *testing.T) {
	for _, f := range programs(t) {
		name, _ := f.room()
		f.imports(func(spec *ast.ImportSpec, p string) {
			for _, banned := range blind[name] {
				if below(p, banned) {
					t.Errorf("%s: %s may not import %s; take the value as an argument, or from the view", f.at(spec.Pos()), name, p)
				}
			}
		})
	}
}

// isolated lists what the commands that build, check and serve may never reach,
// through whatever packages: neither the network nor another program. (check
// --external is package external, which cli calls by itself.)
var isolated = map[string][]string{
	"build": {"internal/collect", "internal/probe", "internal/external", "os/exec"},
	"serve": {"internal/collect", "internal/probe", "internal/external", "os/exec"},
}

// TestIsolated follows the imports of each package to their end.
func TestIsolated(t *testing.T) {
	imports := map[string][]string{}
	for _, f := range programs(t) {
		name, _ := f.room()
		f.imports(func(_ *ast.ImportSpec, p string) {
			imports[name] = append(imports[name], strings.TrimPrefix(p, module+"/"))
		})
	}
	for _, start := range slices.Sorted(maps.Keys(isolated)) {
		seen, todo := map[string]bool{}, []string{start}
		for len(todo) > 0 {
			here := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for _, p := range imports[here] {
				if slices.Contains(isolated[start], p) {
					t.Errorf("internal/%s reaches %s through internal/%s; what builds and serves runs nothing and asks nobody", start, p, here)
				}
				if next, inside := strings.CutPrefix(p, "internal/"); inside && !seen[next] {
					seen[next] = true
					todo = append(todo, next)
				}
			}
		}
		if len(seen) == 0 {
			t.Errorf("internal/%s imports nothing; the test follows nothing", start)
		}
	}
}

// world lists the functions that make two runs differ, by package: clock,
// timers, environment, other hosts.
var world = map[string][]string{
	"net": {
		"Dial", "DialIP", "DialTCP", "DialTimeout", "DialUDP", "DialUnix", "Dialer", "DefaultResolver", "Resolver",
		"LookupAddr", "LookupCNAME", "LookupHost", "LookupIP", "LookupMX", "LookupNS", "LookupPort", "LookupSRV", "LookupTXT",
	},
	"net/http": {
		"Client", "DefaultClient", "DefaultTransport", "Get", "Head", "NewRequest", "NewRequestWithContext", "Post", "PostForm",
		"ProxyFromEnvironment", "Transport",
	},
	"time": {"Now", "Since", "Until", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Sleep"},
	"os":   {"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Setenv", "Unsetenv", "Clearenv"},
}

// randomness lists packages that are banned whole.
var randomness = []string{"math/rand", "crypto/rand"}

// allowed lists the exceptions, with the reason for each: folder, what, why.
var allowed = []struct{ dir, what, why string }{
	{"cmd/candor", "time.Now", "the one place that reads the clock; a build takes its instant from here"},
	{"cmd/candor", "os.Getenv", "the one place that reads the environment; it is handed to the command"},
	{"cmd/candor-storage", "time.Now", "notes when a bucket was copied; no evidence is dated by it"},
	{"internal/bucket", "time.NewTimer", "waits between two tries; no answer depends on it"},
	{"internal/external", "net.Dialer", "connects to the hosts that a site links to, when a check of links is asked for"},
	{"internal/external", "net/http.Client", "asks the hosts that a site links to, when a check of links is asked for"},
	{"internal/external", "net/http.NewRequestWithContext", "asks the hosts that a site links to, when a check of links is asked for"},
	{"internal/external", "net/http.Transport", "holds the guard that keeps a check of links from private addresses"},
	{"internal/external", "time.NewTimer", "waits between two requests to one host; no answer depends on it"},
	{"internal/probe", "net.Dialer", "asks the hosts that a built-in collector is told to ask"},
	{"internal/probe", "net/http.Client", "asks the addresses that a built-in collector is told to ask"},
	{"internal/probe", "net/http.NewRequestWithContext", "asks the addresses that a built-in collector is told to ask"},
	{"internal/probe", "net/http.Transport", "holds the time-outs and the roots of that client"},
	{"internal/collect", "time.NewTimer", "waits before a failed run is tried again"},
	{"internal/watch", "time.After", "waits for files to come to rest; decides when a build starts, not what it says"},
	{"internal/watch", "time.NewTimer", "ends the waiting when files never come to rest"},
	{"internal/preview", "time.NewTimer", "waits for a large site to come to rest before all its pages are looked through"},
	{"internal/serve", "time.NewTicker", "keeps the connection for reload messages open"},
}

// TestWorld checks that clocks, timers, environment, network and randomness are used
// only where the list allows them.
func TestWorld(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range programs(t) {
		for _, importPath := range slices.Sorted(maps.Keys(world)) {
			f.uses(importPath, func(pos token.Pos, name string) {
				if slices.Contains(world[importPath], name) {
					judge(t, seen, f, pos, importPath+"."+name)
				}
			})
		}
		f.imports(func(spec *ast.ImportSpec, p string) {
			for _, banned := range randomness {
				if below(p, banned) {
					judge(t, seen, f, spec.Pos(), banned)
				}
			}
		})
		for _, d := range f.tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				judge(t, seen, f, fn.Pos(), "func init")
			}
		}
	}
	for _, a := range allowed {
		if !seen[a.dir+" "+a.what] {
			t.Errorf("internal/laws/bans_test.go: %s no longer uses %s; remove it from the list", a.dir, a.what)
		}
	}
}

func judge(t *testing.T, seen map[string]bool, f *goFile, pos token.Pos, what string) {
	t.Helper()
	for _, a := range allowed {
		if a.dir == f.dir && a.what == what {
			seen[a.dir+" "+a.what] = true
			return
		}
	}
	advice := "take the value as an argument"
	if what == "func init" {
		advice = "build the value where it is declared, with sync.OnceValue if it is dear"
	}
	t.Errorf("%s: %s is not for %s; %s, or list it with its reason in internal/laws/bans_test.go", f.at(pos), what, f.dir, advice)
}

// TestReasons checks that each exception says why.
func TestReasons(t *testing.T) {
	for _, a := range allowed {
		if len(strings.Fields(a.why)) < 4 {
			t.Errorf("internal/laws/bans_test.go: %s may use %s, but why?", a.dir, a.what)
		}
	}
	for door, why := range shared {
		if len(strings.Fields(why)) < 4 {
			t.Errorf("internal/laws/table_test.go: several packages open the door %s, but why?", door)
		}
	}
}
