// Package config reads the site file, candor.yaml, and fills in its defaults.
//
// It looks at no other file and no environment variable; only the names of time
// zones are looked up in the zone database.
package config

import (
	"reflect"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Name is the name of the site file, at the root of a site.
const Name = "candor.yaml"

// Load reads the site file. The config is usable even when some of the file is
// not; it is nil only when nothing of it can be read.
func Load(f *source.File) (*site.Config, diag.List) {
	node, list := decode.YAML(f, decode.Config)
	if node == nil {
		return nil, list
	}
	r := &reader{cfg: Default()}
	r.cfg.File = f
	r.list = list
	r.list.Add(decode.Into(node, &r.file)...)
	r.read()
	return r.cfg, r.list.Sorted()
}

// Schema returns the JSON Schema of the site file.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[siteFile](), schema.Options{
		ID:          "https://github.com/candor-site/candor/schema/site.schema.json",
		Title:       "Candor site file",
		Description: "candor.yaml: what a trust portal is called, who may see what, and how old evidence may be",
		Enums:       map[string][]string{"action": actions, "weight": weightWords},
	})
}

// reader turns the shape of the file into the config, and gathers mistakes.
type reader struct {
	file siteFile
	cfg  *site.Config
	list diag.List
}

// read goes through the sections in an order in which each finds what it
// needs: the time zone before dates, audiences before folders, kinds before
// policy.
func (r *reader) read() {
	r.readSite()
	r.readContact()
	r.readLadder()
	r.readAudiences()
	r.readScope()
	r.readEvidence()
	r.readFreshness()
	r.readEvents()
	r.readScopeMap()
	r.readSigners()
	r.readFrameworks()
	r.readKinds()
	r.readParameters()
	r.readPolicy()
	r.readAnswers()
	r.readLints()
	r.readSpellings()
	r.readMenu()
	r.readTheme()
}

// vocabulary of policy: what a control may be in trouble for.
func reasons() []string {
	var out []string
	for _, reason := range trust.Reasons {
		if reason != trust.ReasonPass {
			out = append(out, string(reason))
		}
	}
	for _, f := range trust.Freshnesses {
		if f != trust.Fresh {
			out = append(out, string(f))
		}
	}
	return out
}

// typeNames returns the parameter types as text.
func typeNames() []string {
	var out []string
	for _, t := range parameter.Types() {
		out = append(out, string(t))
	}
	return out
}
