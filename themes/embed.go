// Package themes holds the themes that ship inside the program. It stands at
// the root of the repository because go:embed cannot look upward.
package themes

import "embed"

// FS holds one folder for each theme: layouts, partials, components, assets,
// static files and theme.yaml.
//
//go:embed all:default all:plain
var FS embed.FS

// Default names the theme that every site starts from.
const Default = "default"
