"""
Une réponse qui dépend de ses voisines
======================================

Un réseau lit bien neuf chiffres sur dix. On range les mêmes images par
chiffre, on le mesure encore : il n'en lit plus que deux sur dix.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

plt.rcParams["font.size"] = 17

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
x_val, y_val = x[1200:], y[1200:]             # 597 images


# %% entrainer
def entrainer(graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(),
                           nn.Linear(64, 10))
    sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
    for epoque in range(10):
        for lot in torch.randperm(1200).split(64):
            sgd.zero_grad()
            cross_entropy(modele(x[lot]), y[lot]).backward()
            sgd.step()
    return modele


# %% trouver-l-erreur
# Le modèle est entraîné, les lots couvrent toutes les images. Où est la
# faute ?
@torch.inference_mode()
def evaluer(modele, lots):
    justes = 0
    for lot in lots:
        logits = modele(x_val[lot])
        justes += (logits.argmax(dim=1) == y_val[lot]).sum().item()
    return justes / len(y_val)


modele = entrainer()
g = torch.Generator().manual_seed(0)
melange = torch.randperm(len(y_val), generator=g)
ranges = y_val.argsort(stable=True)  # les 0, puis les 1…

# %% symptome
print(f"mélangées : {evaluer(modele, melange.split(60)):.2f}")
print(f"rangées   : {evaluer(modele, ranges.split(60)):.2f}")

# %% symptome-une-image
# La même image, parmi des images mélangées, puis parmi ses semblables.
i = int(ranges[2])  # un 0
with torch.inference_mode():
    parmi_tous = modele(x_val[[i, *melange[:59].tolist()]])[0]
    parmi_siens = modele(x_val[ranges[:60]])[2]
print("parmi tous :", parmi_tous.argmax().item(),
      " parmi les 0 :", parmi_siens.argmax().item())

# %% symptome-seule
try:
    with torch.inference_mode():
        modele(x_val[:1])
except ValueError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% correction
# En mode entraînement, la batch normalisation retranche la moyenne du lot :
# parmi soixante zéros, ce qui fait un zéro est retranché. La ligne qui
# manque est ``modele.eval()`` : la couche prend alors les moyennes gardées
# pendant l'entraînement, et chaque image a sa réponse, seule ou non.
@torch.inference_mode()
def evaluer_juste(modele, lots):
    modele.eval()
    justes = 0
    for lot in lots:
        logits = modele(x_val[lot])
        justes += (logits.argmax(dim=1) == y_val[lot]).sum().item()
    return justes / len(y_val)


# %% comparaison
tailles = [2, 4, 8, 16, 60]
suites = {"mélangées": melange[:-1], "rangées": ranges[:-1]}  # 596, sans 1
oublies = {}
for nom, suite in suites.items():
    modele.train()
    oublies[nom] = [evaluer(modele, suite.split(n)) for n in tailles]
juste = evaluer_juste(modele, ranges.split(60))

# %% comparaison-figure
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
ax.axhline(juste, color="C0", lw=2.5, label="eval()")
for nom, trait in (("mélangées", "^--"), ("rangées", "s:")):
    ax.plot(range(5), oublies[nom], trait, color="C1", lw=2.5,
            markersize=10, label=f"sans,\n{nom}")
ax.set(xticks=range(5), xticklabels=tailles, xlabel="images par lot",
       ylabel="exactitude", ylim=(0, 1))
fig.legend(loc="outside right upper", handlelength=1.6)
# Figure : l'exactitude du même réseau selon la taille des lots. Avec eval(),
# une droite à 0,9. Sans, images mélangées : elle monte de 0,6 par lots de
# deux à 0,9 par lots de soixante. Sans, images rangées : sous 0,2 partout.
# Diapositive : 8 × 3.3
plt.show()

# %% verifications
for graine in range(5):
    m = entrainer(graine)
    avant = m[1].running_mean.clone()
    par_deux = evaluer(m, melange[:-1].split(2))
    par_soixante = evaluer(m, melange.split(60))
    rangees = evaluer(m, ranges.split(60))
    # Mesurer a même changé le modèle : ses moyennes gardées ont bougé.
    assert not torch.equal(avant, m[1].running_mean)
    reference = evaluer_juste(m, melange.split(60))
    assert reference == evaluer_juste(m, ranges.split(60)) > 0.88
    assert evaluer_juste(m, melange.split(1)) == reference
    assert par_deux < reference - 0.2 and rangees < 0.25
    assert abs(par_soixante - reference) < 0.03

# %% nombres-cites
sans_rangees, sans_melangees = (oublies[n][-1] for n in
                                ("rangées", "mélangées"))
sans_par_deux = oublies["mélangées"][0]
assert max(oublies["rangées"]) < 0.3
assert parmi_tous.argmax() == 0 != parmi_siens.argmax()
exactitude_juste = juste
