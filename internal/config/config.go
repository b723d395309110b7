// Package config reads the site file, candor.yaml, and fills in its defaults.
//
// It looks at no other file and no environment variable.
package config

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// Name is the name of the site file, at the root of a site.
const Name = "candor.yaml"

// Load reads the site file. The config is usable even when some of the file is
// not; it is nil only when nothing of it can be read.
func Load(f *source.File) (*site.Config, diag.List) { panic("config") }

// Schema returns the JSON Schema of the site file.
func Schema() ([]byte, error) { panic("config") }
