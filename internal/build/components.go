package build

import (
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Components returns the components that pages of the site may use, its own
// and those of its theme, by name.
func (p *Project) Components() map[string]*component.Component { return p.theme.Components() }

// DefaultComponents returns the components of the embedded theme, by name.
func DefaultComponents() (map[string]*component.Component, error) {
	t, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		return nil, err
	}
	return t.Components(), nil
}
