# Completes `dixit` in Bash: commands, flags, words, and names from the database.
# Save it as ~/.local/share/bash-completion/completions/dixit, or source it from ~/.bashrc.

_dixit() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(
        printf '%s\0%s' "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" |
            command "$1" completions bash --answer 2>/dev/null
    )
}

complete -o nospace -F _dixit dixit
