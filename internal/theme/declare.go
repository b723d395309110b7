package theme

import (
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// declarations are the components of a theme and the template of each.
type declarations struct {
	components map[string]*component.Component
	template   map[string]string // component name -> name of its template
	span       map[string]source.Span
}

// manifestFile is the shape of theme.yaml.
type manifestFile struct {
	API        source.Text              `json:"api,omitzero" jsonschema:"version of what templates see that the theme is written for; 1 by default"`
	Name       string                   `json:"name,omitempty" jsonschema:"name of the theme"`
	Doc        string                   `json:"doc,omitempty" jsonschema:"one line on what the theme is"`
	Extends    source.Text              `json:"extends,omitzero" jsonschema:"the built-in theme whose files stand wherever this one has none: default (the default) or plain"`
	Inherits   []source.Text            `json:"inherits,omitempty" jsonschema:"which parts of that theme are taken: assets, components, layouts, partials, static; all by default, and the words (i18n) always"`
	Components map[string]componentDecl `json:"components,omitempty" jsonschema:"components by name; a name with a dot is a member, such as Tabs.TabPane"`
}

// componentDecl declares one component, in theme.yaml or in a file
// components/NAME.yaml beside the template.
type componentDecl struct {
	Doc      string         `json:"doc,omitempty" jsonschema:"one line for the reference and for editors"`
	Like     string         `json:"like,omitempty" jsonschema:"component from which template, props, slots and content are taken"`
	Defaults map[string]any `json:"defaults,omitempty" jsonschema:"defaults in place of those that like brings"`
	Props    []propDecl     `json:"props,omitempty" jsonschema:"what pages may write as attributes"`
	Ignores  []string       `json:"ignores,omitempty" jsonschema:"props that are accepted, whatever their value, and do nothing"`
	Slots    []slotDecl     `json:"slots,omitempty" jsonschema:"named places for content beside the children; the template reads .Slots.NAME"`
	Lists    string         `json:"lists,omitempty" jsonschema:"kind of the controls that the component lists by itself"`
	Children string         `json:"children,omitempty" oneof:"no yes required words code" jsonschema:"whether it takes content: no (the default), yes, required; words takes away the tags of paragraphs, code makes it a block of code"`
	Bare     bool           `json:"bare,omitempty" jsonschema:"the content stands as if the component were not there"`
	Outline  bool           `json:"outline,omitempty" jsonschema:"the template reads the lists of the content as a tree, .Outline"`
	Example  string         `json:"example,omitempty" jsonschema:"a use as it is written on a page"`
	Span     source.Span    `json:"-"`
	Faulty   bool           `json:"-"` // mistakes in it were reported, so that uses of its props are not
}

// slotDecl declares one slot.
type slotDecl struct {
	Name string `json:"name" jsonschema:"as pages write it: slot=\"NAME\""`
	Doc  string `json:"doc,omitempty" jsonschema:"what belongs there"`
}

// propDecl declares one prop.
type propDecl struct {
	Name     string      `json:"name" jsonschema:"as pages write it; the template reads .Props.NAME"`
	Alias    []string    `json:"alias,omitempty" jsonschema:"other names that pages may write"`
	Type     string      `json:"type,omitempty" oneof:"string bool int enum url asset date list object node control controls kind evidence framework" jsonschema:"what it takes; string by default"`
	Doc      string      `json:"doc,omitempty" jsonschema:"what it is, for the reference and for editors"`
	Required bool        `json:"required,omitempty" jsonschema:"a page must write it"`
	Default  any         `json:"default,omitempty" jsonschema:"its value where a page does not write it"`
	Allowed  []string    `json:"allowed,omitempty" jsonschema:"the values of an enum"`
	Known    []string    `json:"known,omitempty" jsonschema:"words that mean something; others pass, and a near miss is warned of"`
	Span     source.Span `json:"-"`
}

// declare reads all declarations: those of the manifests, the default's first,
// then those beside templates. A template without a declaration becomes a
// component that takes content and no props.
func declare(set *fileSet) (*declarations, diag.List) {
	var list diag.List
	decls := make(map[string]componentDecl)
	for _, l := range set.layers {
		if !l.inherits("components/") {
			clear(decls)
		}
		maps.Copy(decls, l.manifest.Components)
	}
	names, files := set.templates("components/")
	for _, name := range names {
		if beside := set.files["components/"+name+".yaml"]; beside != nil {
			decl := componentDecl{Span: beside.Whole()}
			found := read(beside, &decl)
			list.Add(found...)
			decl.Faulty = found.HasErrors()
			decls[name] = decl
		} else if _, ok := decls[name]; !ok {
			decls[name] = componentDecl{Children: "yes", Span: files[name].Whole()}
		}
	}
	d := &declarations{
		components: make(map[string]*component.Component),
		template:   make(map[string]string),
		span:       make(map[string]source.Span),
	}
	for _, name := range slices.Sorted(maps.Keys(decls)) {
		list.Add(d.add(name, decls)...)
	}
	return d, list
}

// read decodes one declaration file.
func read(f *source.File, target any) diag.List {
	node, list := decode.YAML(f, decode.Config)
	if node == nil {
		return list
	}
	return append(list, decode.Into(node, target)...)
}

// add makes the component of a declaration.
func (d *declarations) add(name string, decls map[string]componentDecl) diag.List {
	var list diag.List
	decl, from := decls[name], name
	model := decl
	if decl.Like != "" {
		other, ok := decls[decl.Like]
		if !ok || other.Like != "" {
			return diag.List{diag.Errorf(diag.ThemeInvalid, decl.Span, "component %s is like %q, which is not declared by itself", name, decl.Like).
				Hinted("%s", diag.DidYouMean(decl.Like, slices.Collect(maps.Keys(decls))))}
		}
		model, from = other, decl.Like
	}
	if decl.Children != "" {
		model.Children = decl.Children
	}
	c := &component.Component{
		Name:     name,
		Doc:      decl.Doc,
		Children: model.Children != "" && model.Children != "no",
		Requires: model.Children == "required",
		Words:    model.Children == "words",
		Code:     model.Children == "code",
		Lists:    model.Lists,
		Like:     from,
		Ignored:  slices.Concat(model.Ignores, own(decl).Ignores),
		Bare:     model.Bare,
		Any:      model.Faulty,
		Outline:  model.Outline,
		Example:  decl.Example,
	}
	for _, s := range slices.Concat(model.Slots, own(decl).Slots) {
		c.Slots = append(c.Slots, component.Slot(s))
	}
	for _, p := range slices.Concat(model.Props, own(decl).Props) {
		prop, ds := makeProp(p)
		list.Add(ds...)
		if v, ok := decl.Defaults[p.Name]; ok {
			prop.Default, prop.Required = v, false
		}
		c.Props = append(c.Props, prop)
	}
	d.components[name], d.template[name], d.span[name] = c, from, decl.Span
	return list
}

// own returns what a declaration adds to its model: nothing where it has none.
func own(decl componentDecl) componentDecl {
	if decl.Like == "" {
		return componentDecl{}
	}
	return decl
}

// makeProp checks one prop and fills in its type.
func makeProp(p propDecl) (component.Prop, diag.List) {
	var list diag.List
	if p.Type == "" {
		p.Type = string(component.PropString)
	}
	if (p.Type == string(component.PropEnum)) != (len(p.Allowed) > 0) {
		list.Add(diag.Errorf(diag.ThemeInvalid, p.Span, "prop %s is of type %s with %d allowed values; only an enum has some", p.Name, p.Type, len(p.Allowed)))
	}
	if strings.TrimSpace(p.Name) == "" {
		list.Add(diag.Errorf(diag.ThemeInvalid, p.Span, "a prop has no name"))
	}
	return component.Prop{
		Name: p.Name, Aliases: p.Alias, Type: component.PropType(p.Type), Doc: p.Doc,
		Required: p.Required, Default: p.Default, Allowed: p.Allowed, Known: p.Known,
	}, list
}
